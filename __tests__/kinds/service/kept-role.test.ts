import { join, resolve } from "node:path";
import { synthesize } from "../../stacks/template";

const stacks = synthesize(join(resolve(__dirname, "../.."), "fixtures", "everything"));
const data = stacks["everything-prod-data"]!;
const service = stacks["everything-prod-service"]!;
const handedOn = (output: string) => `\${data.terraform_remote_state.data.outputs.${output}}`;

describe("a task role that is kept", () => {
  it("is in the data layer, refuses to be destroyed there, and may do nothing by itself", () => {
    expect(data.one("aws_iam_role", "cruncher_role")).toMatchObject({
      name: "everything-prod-cruncher-task",
      lifecycle: { prevent_destroy: true },
    });
    expect(data.all("aws_iam_role_policy")).not.toHaveProperty("cruncher_policy");
  });
  it("is the role of the service's tasks, and may do there what the service says", () => {
    const task = service.one("aws_ecs_task_definition", "cruncher_task_definition_task");
    expect(task["task_role_arn"]).toBe(handedOn("cruncher_role_arn"));
    const policy = service.one("aws_iam_role_policy", "cruncher_task_role_policy");
    expect(policy["role"]).toBe(handedOn("cruncher_role_name"));
    expect(service.statements("cruncher_task_role_policy").map(({ Sid }) => Sid)).toContain("ReadLedger");
    expect(Object.keys(service.all("aws_iam_role"))).not.toContain("cruncher_task_role_role");
  });
  it("goes with an environment that is disposable", () => {
    expect(stacks["everything-test-data"]!.one("aws_iam_role", "cruncher_role")).not.toHaveProperty("lifecycle");
  });
});
