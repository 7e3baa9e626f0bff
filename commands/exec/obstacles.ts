import type { Target } from "./target";

/** Programs on this machine that a session needs. */
export interface Programs {
  readonly aws: boolean;
  readonly sessionManagerPlugin: boolean;
}

const AWS = "https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html";
const PLUGIN =
  "https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager-working-with-install-plugin.html";

/** Everything that keeps a session from opening, each with its remedy; empty if nothing does. */
export function obstacles(target: Target, programs: Programs): string[] {
  return [...agentObstacles(target), ...missingPrograms(programs)];
}

/** The programs that are missing, each with where to get it. */
export function missingPrograms(programs: Programs): string[] {
  return [
    ...(programs.aws ? [] : [`the AWS CLI is not on PATH (install it: ${AWS})`]),
    ...(programs.sessionManagerPlugin ? [] : [`session-manager-plugin is not on PATH (install it: ${PLUGIN})`]),
  ];
}

function agentObstacles({ service, task, container, definition }: Target): string[] {
  const name = service.serviceName;
  if (!service.enableExecuteCommand) {
    return [`ECS Exec is off for service ${name} (write \`exec: true\` under services.${name} and deploy)`];
  }
  if (!task.enableExecuteCommand) {
    return [`the task was started before ECS Exec was on (deploy again with a new task)`];
  }
  const agent = container.managedAgents?.find((candidate) => candidate.name === "ExecuteCommandAgent");
  if (agent?.lastStatus === "RUNNING") return [];
  const status = agent?.lastStatus ?? "not there";
  const reason = agent?.reason ? `, ${agent.reason}` : "";
  return [`the ExecuteCommandAgent of container ${container.name} is ${status}${reason} (${remedy(status)})`];

  function remedy(agentStatus: string): string {
    const settings = definition.containerDefinitions?.find((candidate) => candidate.name === container.name);
    if (settings?.readonlyRootFilesystem) {
      return "it cannot start on a read-only root file system: choose a container with `writable: true`";
    }
    if (!definition.taskRoleArn) {
      return "it needs a task role with the four ssmmessages actions";
    }
    return agentStatus === "PENDING"
      ? "wait a minute"
      : "the task must reach ssmmessages by HTTPS and its role allow the four ssmmessages actions; then start a new task";
  }
}
