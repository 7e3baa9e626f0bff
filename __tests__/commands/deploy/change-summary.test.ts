import { counts, isDestructive, losses, summarize } from "../../../commands/deploy/change-summary";
import type { Action, Plan, ResourceChange } from "../../../commands/terraform/plan";

function change(address: string, actions: Action[], more: object = {}): ResourceChange {
  return { address, mode: "managed", type: "aws_x", change: { actions, before: null, after: null, ...more } };
}

describe("what a plan would do", () => {
  it("is counted by what happens to each resource, a replacement once", () => {
    const plan: Plan = {
      resource_changes: [
        change("a.new", ["create"]),
        change("a.same", ["no-op"]),
        change("a.changed", ["update"]),
        change("a.gone", ["delete"]),
        change("a.again", ["delete", "create"]),
        change("a.again-first", ["create", "delete"]),
        change("a.left", ["forget"]),
        change("a.taken", ["no-op"], { importing: { id: "x" } }),
        { ...change("data.read", ["read"]), mode: "data" },
      ],
    };
    const words =
      "1 to add, 1 to change, 2 to replace, 1 to destroy, 1 to import, 1 to take out of the state (they stay in AWS)";
    expect(counts(summarize(plan))).toBe(words);
    const done = "1 added, 1 changed, 2 replaced, 1 destroyed, 1 imported, 1 taken out of the state (they stay in AWS)";
    expect(counts(summarize(plan), "after")).toBe(done);
  });

  it("names what is lost or made again, and which attribute demands it", () => {
    const plan: Plan = {
      resource_changes: [
        change("aws_db.main", ["delete", "create"], { replace_paths: [["engine"], ["disks", 0, "size"]] }),
        change("aws_bucket.files", ["delete"]),
        { ...change("aws_vpc.old", ["delete"]), deposed: "1a2b" },
      ],
    };
    const summary = summarize(plan);
    expect(isDestructive(summary)).toBe(true);
    expect(losses(summary)).toEqual([
      "destroys aws_bucket.files",
      "destroys aws_vpc.old (what an earlier replacement has left)",
      "destroys and makes again aws_db.main (because of engine, disks.0.size)",
    ]);
  });

  it("is more than nothing where only outputs change, since other layers read them", () => {
    const outputs = { output_changes: { host: { actions: ["create" as const], before: null, after: "x" } } };
    expect(counts(summarize(outputs))).toBe("no resource changes; 1 outputs to write");
    expect(counts(summarize(outputs), "after")).toBe("no resource changes; 1 outputs written");
    expect(counts(summarize({}))).toBe("nothing to do");
    expect(isDestructive(summarize(outputs))).toBe(false);
  });
});
