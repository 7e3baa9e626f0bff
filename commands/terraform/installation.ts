import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { withLock } from "../process/lock";
import type { Processes, Variables } from "../process/processes";
import { UserError } from "../user-error";
import { writeAtomically } from "../write-atomically";
import { requireTerraform } from "./cli";
import { mirrorCandidates } from "./mirrors";
import { awsProvider, type Provider, providerProgram } from "./provider";

/** Terraform and the AWS provider on this machine. */
export interface Installation {
  /** Environment variables that make Terraform use what was found, ask nothing and call nobody but the providers' AWS. */
  readonly variables: Variables;
  /** The AWS provider's program. */
  readonly providerProgram: string;
}

/**
 * Finds Terraform and the AWS provider, in a mirror of this machine or else by one download into `.drydock/plugins`,
 * and writes a CLI configuration that uses it.
 * @param variables Our own environment variables: they may name a mirror and a CLI configuration.
 */
export async function findInstallation(
  root: string,
  processes: Processes,
  variables: Variables,
): Promise<Installation> {
  const quiet = { CHECKPOINT_DISABLE: "1", TF_IN_AUTOMATION: "1", TF_INPUT: "0" };
  const own = { ...variables, ...quiet };
  await requireTerraform(root, processes, own);
  const provider = awsProvider(root);
  const cache = join(root, ".drydock", "plugins");
  const mirrors = [...mirrorCandidates(root, variables), cache];
  let mirror = mirrors.find((folder) => providerProgram(folder, provider));
  if (!mirror) {
    await withLock(`${cache}.lock`, () => download(provider, cache, processes, own));
    mirror = cache;
  }
  const config = join(root, ".drydock", "terraform.tfrc");
  writeAtomically(config, cliConfig(mirror, provider));
  return {
    variables: { ...quiet, TF_CLI_CONFIG_FILE: config },
    providerProgram: providerProgram(mirror, provider)!,
  };
}

/** A CLI configuration that takes one provider from a folder and everything else from where it is published. */
export function cliConfig(mirror: string, provider: Provider): string {
  const addresses = JSON.stringify([provider.address]);
  return `provider_installation {
  filesystem_mirror {
    path    = ${JSON.stringify(mirror)}
    include = ${addresses}
  }
  direct {
    exclude = ${addresses}
  }
}
`;
}

async function download(provider: Provider, cache: string, processes: Processes, variables: Variables): Promise<void> {
  if (providerProgram(cache, provider)) return;
  const folder = mkdtempSync(join(tmpdir(), "drydock-provider-"));
  mkdirSync(cache, { recursive: true });
  const required = { aws: { source: provider.address, version: provider.version } };
  writeFileSync(join(folder, "main.tf.json"), JSON.stringify({ terraform: { required_providers: required } }));
  const outcome = await processes.run({
    file: "terraform",
    args: ["init", "-no-color", "-backend=false"],
    folder,
    variables: { ...variables, TF_PLUGIN_CACHE_DIR: cache },
  });
  rmSync(folder, { recursive: true });
  if (outcome.exitCode !== 0 || !providerProgram(cache, provider)) {
    throw new UserError(
      `${provider.address} ${provider.version} is in no mirror of this machine and could not be downloaded; set TF_PLUGIN_MIRROR to a folder made by terraform providers mirror, or connect to the internet.\n${outcome.stderr.trim()}`,
    );
  }
}
