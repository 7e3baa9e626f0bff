import { rmSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { UserError } from "../base/user-error";
import type { Processes, Variables } from "../process/processes";
import type { Installation } from "./installation";
import { socketsFolder } from "./provider-sockets";

/** Milliseconds that the provider may take to start. */
const PATIENCE = 60_000;

/** A provider that runs on and serves one Terraform command after the other. */
export interface SharedProvider {
  /** The variable that makes Terraform use it. */
  readonly variables: Variables;
  stop(): Promise<void>;
}

/**
 * Starts the AWS provider once, so that Terraform commands need not start it again and again
 * (https://developer.hashicorp.com/terraform/plugin/debugging#running-terraform-with-a-provider-in-debug-mode).
 *
 * Each command configures it anew, and stacks with other regions and tags get their own when they come one after the
 * other; so it is to be used by one command at a time, and never by a stack that configures the provider twice. It
 * takes credentials and endpoint from the variables it is started with, not from Terraform's; see `variablesForMany`.
 */
export async function startSharedProvider(
  installation: Installation,
  processes: Pick<Processes, "start">,
  variables: Variables,
): Promise<SharedProvider> {
  let attach = (_reattach: string) => {};
  const attached = new Promise<string>((resolve) => {
    attach = resolve;
  });
  const sockets = await socketsFolder();
  const running = await processes.start({
    file: installation.providerProgram,
    args: ["-debug"],
    variables: { ...variables, TMPDIR: sockets },
    onLine: (line) => {
      const match = /TF_REATTACH_PROVIDERS='(.+)'/.exec(line);
      if (match) attach(match[1]!);
    },
  });
  const ended = running.outcome.then(({ stderr }) => {
    throw new UserError(`The AWS provider ${installation.providerProgram} did not start:\n${stderr.trim()}`);
  });
  ended.catch(() => {});
  void running.outcome.then(() => rmSync(sockets, { recursive: true, force: true }));
  const reattach = await Promise.race([attached, ended, late(PATIENCE)]);
  return { variables: { TF_REATTACH_PROVIDERS: reattach }, stop: () => running.stop() };
}

async function late(milliseconds: number): Promise<never> {
  await sleep(milliseconds, undefined, { ref: false });
  throw new UserError(`The AWS provider did not start within ${milliseconds / 1000} s.`);
}
