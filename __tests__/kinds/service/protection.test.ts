import { join } from "node:path";
import { synthesize } from "../../stacks/template";

const { "everything-test-service": template } = synthesize(join(__dirname, "../../fixtures/everything"));

it("gives the tasks of a service that protects itself the tag by which its role knows them", () => {
  const { tags, propagate_tags } = template!.one("aws_ecs_service", "observer_ecs_service");
  const statement = template!
    .statements("observer_task_role_policy")
    .find(({ Action }) => Action.includes("ecs:UpdateTaskProtection"));
  expect(propagate_tags).toBe("SERVICE");
  expect(statement?.["Condition"]).toEqual({ StringEquals: { "aws:ResourceTag/Service": tags.Service } });
  expect(tags.Service).toBe("observer");
});

it("gives no other service that tag", () => {
  const tagged = Object.entries(template!.all("aws_ecs_service")).filter(([, { tags }]) => tags?.Service);
  expect(tagged.map(([name]) => name)).toEqual(["observer_ecs_service"]);
});
