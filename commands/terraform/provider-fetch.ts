import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { UserError } from "../base/user-error";
import type { Processes, Variables } from "../process/processes";
import { isAddress, mirrorCandidates } from "./mirrors";
import { type Provider, packedProvider, platform, providerProgram } from "./provider";

export interface ProviderFetch {
  readonly root: string;
  readonly provider: Provider;
  /** Folder in which the provider is to be, laid out like an unpacked mirror. */
  readonly cache: string;
  readonly processes: Processes;
  readonly variables: Variables;
  readonly report: (text: string) => void;
}

/**
 * Has Terraform fetch a provider, from a mirror or from where it is published, with the signatures and checksums that
 * Terraform checks. It is in the cache as a whole or not at all.
 */
export async function fetchProvider(fetch: ProviderFetch): Promise<void> {
  const { root, provider, cache, processes, variables, report } = fetch;
  report(`fetching the AWS provider ${provider.version}, about 150 MB`);
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, ".unfinished-"));
  try {
    const required = { aws: { source: provider.address, version: provider.version } };
    writeFileSync(join(folder, "main.tf.json"), JSON.stringify({ terraform: { required_providers: required } }));
    const config = mirrorConfig(root, provider, variables);
    if (config !== undefined) writeFileSync(join(folder, "mirror.tfrc"), config);
    const data = join(folder, "data");
    const { exitCode, stderr } = await processes.run({
      file: "terraform",
      args: ["init", "-no-color", "-backend=false"],
      folder,
      variables: {
        ...variables,
        TF_DATA_DIR: data,
        // Terraform would write there piece by piece.
        TF_PLUGIN_CACHE_DIR: undefined,
        ...(config !== undefined && { TF_CLI_CONFIG_FILE: join(folder, "mirror.tfrc") }),
      },
    });
    if (exitCode !== 0 || !providerProgram(join(data, "providers"), provider)) throw failure(provider, stderr);
    const place = join(provider.address, provider.version, platform());
    mkdirSync(dirname(join(cache, place)), { recursive: true });
    rmSync(join(cache, place), { recursive: true, force: true });
    renameSync(join(data, "providers", place), join(cache, place));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A CLI configuration for the mirror that has the provider; undefined to use the person's own. */
function mirrorConfig(root: string, provider: Provider, variables: Variables): string | undefined {
  const named = variables["TF_PLUGIN_MIRROR"];
  if (named && isAddress(named)) {
    return `provider_installation {\n  network_mirror {\n    url = ${JSON.stringify(`${named.replace(/\/*$/, "")}/`)}\n  }\n}\n`;
  }
  const packed = mirrorCandidates(root, variables).find((mirror) => existsSync(packedProvider(mirror, provider)));
  return packed && `provider_installation {\n  filesystem_mirror {\n    path = ${JSON.stringify(packed)}\n  }\n}\n`;
}

function failure({ address, version }: Provider, stderr: string): UserError {
  const reason = stderr.replace(/[│╷╵]/g, " ").replace(/\s+/g, " ").trim().slice(0, 500);
  return new UserError(
    `The AWS provider (${address} ${version}) is in no mirror of this machine and Terraform could not fetch it (${reason}): connect to the internet, name a proxy in HTTPS_PROXY, or a mirror in TF_PLUGIN_MIRROR (an https address, or a folder made by terraform providers mirror).`,
  );
}
