import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { zipSync } from "fflate";
import { UserError } from "../../../commands/base/user-error";
import { Processes, type Variables } from "../../../commands/process/processes";
import { packedProvider, platform, providerProgram } from "../../../commands/terraform/provider";
import { fetchProvider } from "../../../commands/terraform/provider-fetch";

// An address that no registry answers for, so that only a mirror can have it.
const provider = { address: "registry.invalid/drydock/aws", version: "5.100.0" };
let root: string;
let cache: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "drydock-provider-"));
  cache = join(root, "cache");
});
afterEach(() => rmSync(root, { recursive: true }));

async function fetch(variables: Variables): Promise<void> {
  const processes = new Processes({ watched: false });
  const env = { ...process.env, TF_CLI_CONFIG_FILE: undefined, CHECKPOINT_DISABLE: "1", ...variables };
  try {
    await fetchProvider({ root, provider, cache, processes, variables: env, report: () => {} });
  } finally {
    await processes.stop();
  }
}

/** A mirror as `terraform providers mirror` makes it. */
function packedMirror(): string {
  const mirror = join(root, "mirror");
  const archive = packedProvider(mirror, provider);
  mkdirSync(join(mirror, provider.address), { recursive: true });
  writeFileSync(
    archive,
    zipSync({ "terraform-provider-aws_v5.100.0_x5": [Buffer.from("a provider"), { os: 3, attrs: 0o755 << 16 }] }),
  );
  return mirror;
}

const hasTerraform = process.env["PATH"]!.split(":").some((folder) => existsSync(join(folder, "terraform")));
(hasTerraform ? describe : describe.skip)("with the real Terraform", () => {
  test("a provider of a packed mirror is unpacked into the cache, for this platform", async () => {
    await fetch({ TF_PLUGIN_MIRROR: packedMirror() });
    const program = providerProgram(cache, provider)!;
    expect(program).toBe(
      join(cache, provider.address, provider.version, platform(), "terraform-provider-aws_v5.100.0_x5"),
    );
    expect(readFileSync(program, "utf8")).toBe("a provider");
    expect(statSync(program).mode & 0o111).not.toBe(0);
    expect(readdirSync(cache)).toEqual(["registry.invalid"]);
  }, 60_000);

  test("what cannot be fetched is one sentence with a remedy, and leaves nothing in the cache", async () => {
    const error = await fetch({ TF_PLUGIN_MIRROR: "https://127.0.0.1:9/providers" }).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(UserError);
    expect((error as UserError).message).toMatch(
      /^The AWS provider \(registry\.invalid\/drydock\/aws 5\.100\.0\) is in no mirror of this machine and Terraform could not fetch it \(Error: .*127\.0\.0\.1:9.*\): connect to the internet, name a proxy in HTTPS_PROXY, or a mirror in TF_PLUGIN_MIRROR .*\.$/,
    );
    expect(readdirSync(cache)).toEqual([]);
  }, 60_000);
});
