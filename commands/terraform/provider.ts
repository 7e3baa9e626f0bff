import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** A Terraform provider: its address in the registry and its version. */
export interface Provider {
  readonly address: string;
  readonly version: string;
}

/** The AWS provider that the installed binding was generated from. */
export function awsProvider(root: string): Provider {
  const file = join(root, "node_modules", "@cdktf", "provider-aws", "package.json");
  const { name, version } = (require(file) as { cdktf: { provider: { name: string; version: string } } }).cdktf
    .provider;
  return { address: name, version };
}

const ARCHITECTURES: Partial<Record<NodeJS.Architecture, string>> = { x64: "amd64", ia32: "386" };

/** This machine's platform as Terraform names it, such as `linux_amd64`. */
export function platform(): string {
  return `${process.platform}_${ARCHITECTURES[process.arch] ?? process.arch}`;
}

/** The provider's program in a folder laid out like an unpacked mirror (Terraform's plugin cache is one too), if it is there. */
export function providerProgram(mirror: string, provider: Provider): string | undefined {
  const folder = join(mirror, provider.address, provider.version, platform());
  if (!existsSync(folder)) return undefined;
  const name = readdirSync(folder).find((file) => file.startsWith("terraform-provider-"));
  return name && join(folder, name);
}

/** The provider's archive in a folder laid out like a packed mirror, as `terraform providers mirror` makes it. */
export function packedProvider(mirror: string, { address, version }: Provider): string {
  const type = address.split("/").at(-1)!;
  return join(mirror, address, `terraform-provider-${type}_${version}_${platform()}.zip`);
}
