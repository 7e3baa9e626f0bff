import { Command } from "commander";
import { suggestion } from "../../language/diagnostics/nearest";
import { findEnvironment } from "../base/find-environment";
import { UserError } from "../base/user-error";
import { obstacles } from "../exec/obstacles";
import { onPath, remoteCommand, runOnTerminal } from "../exec/session";
import { findTarget } from "../exec/target";

interface ExecOptions {
  readonly container?: string;
  readonly user?: string;
}

/** The `exec` command. */
export function command(): Command {
  return new Command("exec")
    .description("open a shell, or run a command, in a running container with ECS Exec")
    .argument("<environment>", "system and environment, such as sliderule-test")
    .argument("<service>", "service of the environment")
    .argument("[command...]", "command with its arguments, after --; a shell without one")
    .option(
      "--container <name>",
      "container of the task; needed if there are several and none is named like the service",
    )
    .option("--user <name>", "user to become in the container; without it root, as ECS Exec comes in")
    .addHelpText(
      "after",
      `
The exit code is that of the AWS CLI. ECS Exec does not report the exit code of what ran in the container.

Examples:
  $ npx drydock exec sliderule-test ps --container ps-web --user reg_user
  $ npx drydock exec sliderule-test ps --container ps-web --user reg_user -- python manage.py showmigrations
  $ npx drydock exec sliderule-test ps --container ps-server -- sh -c 'ls /ps_server | sort'
`,
    )
    .action(exec);
}

async function exec(name: string, service: string, words: string[], options: ExecOptions): Promise<void> {
  const { region, services } = findEnvironment(name).environment;
  if (!(service in services)) {
    throw new UserError(
      `${name} has no service ${service}; ${suggestion(service, Object.keys(services), "it has none")}`,
      2,
    );
  }
  const target = await findTarget({ region, cluster: name, service, container: options.container });
  const found = obstacles(target, { aws: onPath("aws"), sessionManagerPlugin: onPath("session-manager-plugin") });
  if (found.length > 0) {
    throw new UserError(`No session in ${target.container.name} of ${name} is possible: ${found.join("; ")}.`);
  }
  process.exitCode = await runOnTerminal("aws", [
    ...["ecs", "execute-command", "--region", region, "--cluster", name, "--task", target.task.taskArn!],
    ...["--container", target.container.name!, "--interactive", "--command", remoteCommand(words, options.user)],
  ]);
}
