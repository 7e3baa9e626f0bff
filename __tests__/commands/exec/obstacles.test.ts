import { obstacles } from "../../../commands/exec/obstacles";
import type { Target } from "../../../commands/exec/target";

const PROGRAMS = { aws: true, sessionManagerPlugin: true };

function target(changes: {
  serviceExec?: boolean;
  taskExec?: boolean;
  agent?: { lastStatus: string; reason?: string };
  readOnly?: boolean;
  taskRole?: string;
}): Target {
  const { serviceExec = true, taskExec = true, agent, readOnly = false, taskRole = "arn:role" } = changes;
  return {
    service: { serviceName: "ps", enableExecuteCommand: serviceExec },
    task: { enableExecuteCommand: taskExec },
    container: { name: "ps-web", managedAgents: agent && [{ name: "ExecuteCommandAgent", ...agent }] },
    definition: {
      taskRoleArn: taskRole,
      containerDefinitions: [{ name: "ps-web", readonlyRootFilesystem: readOnly }],
    },
  };
}

const RUNNING = { agent: { lastStatus: "RUNNING" } };
const STOPPED = { agent: { lastStatus: "STOPPED", reason: "no space" } };

test("nothing stands in the way of a session in a container whose agent runs", () => {
  expect(obstacles(target(RUNNING), PROGRAMS)).toEqual([]);
});

test.each([
  [
    "the service",
    { ...RUNNING, serviceExec: false },
    "ECS Exec is off for service ps (write `exec: true` under services.ps",
  ],
  ["the task", { ...RUNNING, taskExec: false }, "the task was started before ECS Exec was on"],
  ["an agent that is not there", {}, "the ExecuteCommandAgent of container ps-web is not there (the task must reach"],
  [
    "an agent that has stopped",
    STOPPED,
    "the ExecuteCommandAgent of container ps-web is STOPPED, no space (the task must",
  ],
  ["an agent that starts", { agent: { lastStatus: "PENDING" } }, "is PENDING (wait a minute)"],
  ["a read-only container", { ...STOPPED, readOnly: true }, "it cannot start on a read-only root file system"],
  ["a task without a role", { ...STOPPED, taskRole: "" }, "it needs a task role with the four ssmmessages actions"],
])("%s is named alone", (_, changes, expected) => {
  const found = obstacles(target(changes), PROGRAMS);
  expect(found).toHaveLength(1);
  expect(found[0]).toContain(expected);
});

test("programs that are missing are named with where to get them", () => {
  expect(obstacles(target(RUNNING), { aws: false, sessionManagerPlugin: false })).toEqual([
    expect.stringMatching(/^the AWS CLI is not on PATH \(install it: https:/),
    expect.stringMatching(/^session-manager-plugin is not on PATH \(install it: https:/),
  ]);
});

test("everything is named at once", () => {
  expect(obstacles(target({ serviceExec: false }), { aws: true, sessionManagerPlugin: false })).toHaveLength(2);
});
