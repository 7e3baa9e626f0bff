import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { fits } from "../../../commands/terraform/cli";
import { cliConfig } from "../../../commands/terraform/installation";
import { configuredMirrors, mirrorCandidates, pluginCache } from "../../../commands/terraform/mirrors";
import { awsProvider, platform, providerProgram } from "../../../commands/terraform/provider";

const aws = { address: "registry.terraform.io/hashicorp/aws", version: "5.100.0" };
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "drydock-installation-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

it.each([
  ["1.11.4", true],
  ["1.11.5", true],
  ["1.12.0", true],
  ["1.11.3", false],
  ["1.9.8", false],
  ["2.0.0", false],
])("says whether Terraform %s can stand in for 1.11.4: %s", (version, expected) => {
  expect(fits(version, "1.11.4")).toBe(expected);
});

it("takes the provider's version from the installed binding", () => {
  expect(awsProvider(join(__dirname, "..", "..", ".."))).toEqual(aws);
});

it("finds the provider's program in an unpacked mirror, for this platform and version only", () => {
  expect(providerProgram(folder, aws)).toBeUndefined();
  const place = join(folder, aws.address, aws.version, platform());
  mkdirSync(place, { recursive: true });
  expect(providerProgram(folder, aws)).toBeUndefined();
  writeFileSync(join(place, "terraform-provider-aws_v5.100.0_x5"), "");
  expect(providerProgram(folder, aws)).toBe(join(place, "terraform-provider-aws_v5.100.0_x5"));
  expect(providerProgram(folder, { ...aws, version: "6.0.0" })).toBeUndefined();
});

it("reads the mirrors of a CLI configuration", () => {
  const text = `
    provider_installation {
      filesystem_mirror {
        include = ["registry.terraform.io/*/*"]
        path    = "/srv/mirror"
      }
      filesystem_mirror { path = "/srv/other" }
      direct {}
    }`;
  expect(configuredMirrors(text)).toEqual(["/srv/mirror", "/srv/other"]);
});

it("looks first where TF_PLUGIN_MIRROR says, then where the person's CLI configuration says", () => {
  const config = join(folder, "terraform.tfrc");
  writeFileSync(config, 'provider_installation {\n  filesystem_mirror {\n    path = "/srv/mirror"\n  }\n}\n');
  const candidates = mirrorCandidates("/project", { TF_PLUGIN_MIRROR: "/mine", TF_CLI_CONFIG_FILE: config });
  expect(candidates.slice(0, 3)).toEqual(["/mine", "/srv/mirror", "/project/terraform.d/plugins"]);
  expect(candidates).toContain("/usr/share/terraform/plugins");
});

it("copes with a CLI configuration that is not there", () => {
  expect(() => mirrorCandidates("/project", { TF_CLI_CONFIG_FILE: join(folder, "none") })).not.toThrow();
});

it("writes a CLI configuration that takes one provider from the mirror and no other", () => {
  expect(cliConfig("/srv/mirror", aws)).toBe(`provider_installation {
  filesystem_mirror {
    path    = "/srv/mirror"
    include = ["registry.terraform.io/hashicorp/aws"]
  }
  direct {
    exclude = ["registry.terraform.io/hashicorp/aws"]
  }
}
`);
});

it("keeps providers where TF_PLUGIN_CACHE_DIR or the person's CLI configuration says", () => {
  const config = join(folder, "terraform.tfrc");
  writeFileSync(config, 'plugin_cache_dir = "$HOME/.terraform.d/plugin-cache"\n');
  const configured = { TF_CLI_CONFIG_FILE: config };
  expect(pluginCache(configured)).toBe(join(homedir(), ".terraform.d/plugin-cache"));
  expect(pluginCache({ ...configured, TF_PLUGIN_CACHE_DIR: "/cache" })).toBe("/cache");
  writeFileSync(config, "");
  expect(pluginCache(configured)).toBeUndefined();
});
