import { dirname, join } from "node:path";
import { cacheFolder } from "../base/cache-folder";
import { explainDiskTrouble } from "../base/disk-trouble";
import { writeAtomically } from "../base/write-atomically";
import { withLock } from "../process/lock";
import type { Processes, Variables } from "../process/processes";
import { findTerraform, type TerraformProgram, withOnPath } from "./cli";
import { mirrorCandidates, pluginCache } from "./mirrors";
import { awsProvider, type Provider, providerProgram } from "./provider";
import { fetchProvider } from "./provider-fetch";

/** Terraform and the AWS provider on this machine. */
export interface Installation {
  /** Environment variables that make Terraform use what was found, ask nothing and call nobody but the providers' AWS. */
  readonly variables: Variables;
  readonly terraform: TerraformProgram;
  /** The AWS provider's program. */
  readonly providerProgram: string;
}

/**
 * Finds Terraform and the AWS provider, on this machine or else by one download each, and writes a CLI configuration
 * that uses the provider.
 * @param variables Our own environment variables: they may name mirrors, caches and a CLI configuration.
 * @param report Told what is being fetched and how far it is.
 */
export async function findInstallation(
  root: string,
  processes: Processes,
  variables: Variables,
  report: (text: string) => void = () => {},
): Promise<Installation> {
  const quiet = { CHECKPOINT_DISABLE: "1", TF_IN_AUTOMATION: "1", TF_INPUT: "0" };
  const terraform = await findTerraform(root, processes, { ...variables, ...quiet }, report);
  const path =
    terraform.fetched === undefined ? {} : { PATH: withOnPath(variables, dirname(terraform.fetched))["PATH"] };
  const own = { ...variables, ...quiet, ...path };
  const provider = awsProvider(root);
  const cache = pluginCache(own) ?? join(cacheFolder(root, own), "plugins");
  const find = () => [...mirrorCandidates(root, own), cache].find((folder) => providerProgram(folder, provider));
  const mirror =
    find() ??
    (await explainDiskTrouble(() =>
      withLock(`${cache}.lock`, async () => {
        if (!find()) await fetchProvider({ root, provider, cache, processes, variables: own, report });
        return cache;
      }),
    ));
  const config = join(root, ".drydock", "terraform.tfrc");
  await explainDiskTrouble(async () => writeAtomically(config, cliConfig(mirror, provider)));
  return {
    variables: { ...quiet, ...path, TF_CLI_CONFIG_FILE: config },
    terraform,
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
