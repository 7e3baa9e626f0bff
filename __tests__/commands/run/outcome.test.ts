import type { Task } from "@aws-sdk/client-ecs";
import { outcomeOf } from "../../../commands/run/outcome";

const outcome = (task: Task) =>
  outcomeOf(task, { environment: "shop-staging", system: "shop", service: "web", container: "web", memory: "512" });

test("is the exit code alone when the container ended by itself", () => {
  const stoppedReason = "Essential container in task exited";
  expect(outcome({ stoppedReason, containers: [{ name: "log" }, { name: "web", exitCode: 5 }] })).toEqual({
    exitCode: 5,
  });
});

test.each([
  [
    "a key that is not in the secret",
    "ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secret from asm: service call has been retried 1 time(s): retrieved secret from Secrets Manager did not contain json key SENTRY_DSN",
    "a secret or one of its keys is not there or may not be read; see `npx drydock secret list shop-staging` (",
  ],
  [
    "an image that is not there",
    "CannotPullContainerError: ref not found",
    "its image could not be pulled; deploy shop",
  ],
  [
    "no capacity",
    "Capacity is unavailable at this time",
    "AWS has no capacity for it at the moment; try again later (",
  ],
])("names the remedy for %s, and ECS's own words", (_, stoppedReason, expected) => {
  const { exitCode, reason } = outcome({ stoppedReason, containers: [{ name: "web" }] });
  expect(exitCode).toBeUndefined();
  expect(reason).toContain(expected);
  expect(reason).toContain(`(${stoppedReason})`);
});

test("does not take a registry that cannot be reached for a secret that is missing", () => {
  const stoppedReason =
    "ResourceInitializationError: unable to pull secrets or registry auth: The task cannot pull registry auth from Amazon ECR";
  expect(outcome({ stoppedReason })).toEqual({ reason: stoppedReason });
});

test("names the container that failed before", () => {
  const containers = [{ name: "databases", exitCode: 2, reason: "no such host" }, { name: "web" }];
  expect(outcome({ stoppedReason: "Essential container in task exited", containers })).toEqual({
    reason: "container databases ended with exit code 2 (no such host); Essential container in task exited",
  });
});

test("admits that ECS gave no reason", () => {
  expect(outcome({ containers: [{ name: "web" }] })).toEqual({ reason: "ECS gave no reason" });
});
