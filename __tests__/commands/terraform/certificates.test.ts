import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { variablesForMany } from "../../../commands/terraform/certificates";

const home = mkdtempSync(join(tmpdir(), "drydock-certificates-"));
mkdirSync(join(home, ".aws"));
afterAll(() => rmSync(home, { recursive: true }));

const FILES = { AWS_CONFIG_FILE: "/dev/null", AWS_SHARED_CREDENTIALS_FILE: "/dev/null" };
const BUNDLE = { ...FILES, AWS_CA_BUNDLE: "/etc/company.pem" };

describe("a provider that is configured again and again", () => {
  it("gets all variables where no certificates are named", () => {
    const variables = { ...FILES, AWS_REGION: "us-east-1", HTTPS_PROXY: "http://proxy:3128" };
    expect(variablesForMany(variables)).toEqual(variables);
  });

  it("trusts what AWS_CA_BUNDLE holds and nothing else on Linux, by Go's own variables", () => {
    expect(variablesForMany(BUNDLE, "linux")).toEqual({
      ...FILES,
      SSL_CERT_FILE: "/etc/company.pem",
      SSL_CERT_DIR: "/dev/null",
    });
  });

  it("is not to be had with AWS_CA_BUNDLE elsewhere, where Go has no such variables", () => {
    expect(variablesForMany(BUNDLE, "darwin")).toBeUndefined();
  });

  it("takes an empty AWS_CA_BUNDLE as none, as AWS's SDKs do", () => {
    expect(variablesForMany({ ...FILES, AWS_CA_BUNDLE: "" }, "darwin")).toEqual(FILES);
  });

  it.each(["config", "credentials"])("is not to be had where a profile in ~/.aws/%s has a bundle", (name) => {
    const file = join(home, ".aws", name);
    writeFileSync(file, "[default]\nregion = us-east-1\n# ca_bundle = /none\n");
    expect(variablesForMany({ HOME: home }, "linux")).toEqual({ HOME: home });
    writeFileSync(file, "[default]\nregion = us-east-1\n\n[profile work]\nca_bundle = /etc/company.pem\n");
    expect(variablesForMany({ HOME: home }, "linux")).toBeUndefined();
    expect(variablesForMany({ ...FILES, HOME: home }, "linux")).toEqual({ ...FILES, HOME: home });
    rmSync(file);
  });
});
