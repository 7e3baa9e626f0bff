import { existsSync, readdirSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import type { Variables } from "../process/processes";

/**
 * Folders in which providers may be found without a network, in the order of who asks for them: the variable
 * TF_PLUGIN_MIRROR, the person's CLI configuration, Terraform's implied local mirrors
 * (https://developer.hashicorp.com/terraform/cli/config/config-file#implied-local-mirror-directories), and /opt.
 */
export function mirrorCandidates(root: string, variables: Variables): string[] {
  return [
    ...(variables["TF_PLUGIN_MIRROR"] && !isAddress(variables["TF_PLUGIN_MIRROR"])
      ? [variables["TF_PLUGIN_MIRROR"]]
      : []),
    ...configuredMirrors(cliConfigText(variables)),
    ...impliedMirrors(root, variables),
    ...subfolders("/opt"),
  ];
}

/** Whether a mirror is on the network, by Terraform's protocol for that. */
export function isAddress(mirror: string): boolean {
  return /^https?:\/\//i.test(mirror);
}

/** The person's own CLI configuration file, if there is one. */
export function ownCliConfig(variables: Variables): string | undefined {
  return [variables["TF_CLI_CONFIG_FILE"], join(homedir(), ".terraformrc")].find(
    (file) => file !== undefined && existsSync(file),
  );
}

function cliConfigText(variables: Variables): string {
  const file = ownCliConfig(variables);
  return file === undefined ? "" : readFileSync(file, "utf8");
}

/** The folder in which the person's Terraform keeps providers for all projects, if there is one (https://developer.hashicorp.com/terraform/cli/config/config-file#provider-plugin-cache). */
export function pluginCache(variables: Variables): string | undefined {
  const configured = cliConfigText(variables).match(/^\s*plugin_cache_dir\s*=\s*"([^"]+)"/m)?.[1];
  const folder = variables["TF_PLUGIN_CACHE_DIR"] || configured;
  return folder?.replace(/^(~|\$HOME|\$\{HOME\})(?=\/)/, homedir());
}

/** The folders of the `filesystem_mirror` blocks in a CLI configuration. */
export function configuredMirrors(text: string): string[] {
  return [...text.matchAll(/filesystem_mirror\s*\{[^}]*?\bpath\s*=\s*"([^"]+)"/g)].map((match) => match[1]!);
}

function impliedMirrors(root: string, variables: Variables): string[] {
  const data = variables["XDG_DATA_HOME"] ?? join(homedir(), ".local", "share");
  const shared = variables["XDG_DATA_DIRS"]?.split(":") ?? ["/usr/local/share", "/usr/share"];
  return [
    join(root, "terraform.d", "plugins"),
    join(homedir(), ".terraform.d", "plugins"),
    join(homedir(), "Library", "Application Support", "io.terraform", "plugins"),
    "/Library/Application Support/io.terraform/plugins",
    ...[data, ...shared].map((folder) => join(folder, "terraform", "plugins")),
  ];
}

function subfolders(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(folder, entry.name));
}
