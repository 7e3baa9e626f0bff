import { type Action, countChanges, listChanges, type Plan } from "../../../commands/terraform/plan";

function change(address: string, actions: Action[], before: unknown = null, after: unknown = null) {
  return { address, mode: "managed", type: address.split(".")[0]!, change: { actions, before, after } } as const;
}

const plan: Plan = {
  resource_changes: [
    change("aws_vpc.made", ["create"]),
    change("aws_vpc.kept", ["no-op"]),
    change("aws_lb.changed", ["update"], { idle_timeout: 60, name: "a" }, { idle_timeout: 900, name: "a" }),
    change("aws_db_instance.replaced", ["delete", "create"], { identifier: "a" }, { identifier: "b" }),
    { ...change("data.aws_region.asked", ["read"]), mode: "data" },
  ],
};

it("counts a replacement as added and as destroyed, like Terraform", () => {
  expect(countChanges(plan)).toEqual({ added: 2, changed: 1, destroyed: 1 });
});

it("lists what would change with the attributes that differ", () => {
  expect(listChanges(plan)).toEqual([
    "aws_vpc.made: create",
    "aws_lb.changed: update idle_timeout",
    "aws_db_instance.replaced: delete, then create identifier",
  ]);
});

it("lists outputs, because other layers read them", () => {
  const outputs = {
    host: { actions: ["update"], before: "a", after: "b" },
    port: { actions: ["no-op"], before: 1, after: 1 },
  };
  expect(listChanges({ output_changes: outputs } as Plan)).toEqual(["output host: update"]);
});

it("finds nothing in drift that leads to no change", () => {
  const drift = [
    change("aws_db_instance.main", ["update"], { latest_restorable_time: "1" }, { latest_restorable_time: "2" }),
  ];
  expect(listChanges({ resource_changes: [change("aws_db_instance.main", ["no-op"])], resource_drift: drift })).toEqual(
    [],
  );
});

it("finds nothing in a plan without anything", () => {
  expect(listChanges({})).toEqual([]);
  expect(countChanges({})).toEqual({ added: 0, changed: 0, destroyed: 0 });
});
