import { readFileSync } from "node:fs";
import Ajv from "ajv";
import { parse } from "yaml";
import { generated } from "../../commands/verbs/schema";
import { format } from "../../language/diagnostics/diagnostic";
import { environmentNode, manifestSchema, type Node } from "../../manifest/json-schema";
import { changed, read, SHOP } from "./project";

const validate = new Ajv({ allErrors: true, strict: true, allowUnionTypes: true }).compile(manifestSchema());

function mistakes(manifest: string): string[] {
  validate(parse(manifest));
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

function withoutDescription(node: Node, path: string): string[] {
  const children = Object.entries(node.properties ?? {});
  const inner = [node.items, node.additionalProperties, ...(node.anyOf ?? [])].filter((one) => typeof one === "object");
  return [
    ...children.filter(([, child]) => child.description === undefined).map(([name]) => `${path}.${name}`),
    ...children.flatMap(([name, child]) => withoutDescription(child, `${path}.${name}`)),
    ...inner.flatMap((child) => withoutDescription(child as Node, path)),
  ];
}

describe("the generated files", () => {
  it.each(Object.entries(generated(process.cwd())))("%s is up to date (run `npx drydock schema`)", (file, text) => {
    expect(readFileSync(file, "utf8")).toBe(text);
  });

  it("describe every field", () => {
    expect(withoutDescription(environmentNode(), "")).toEqual([]);
  });

  it("begin with a sample that is a sound manifest", () => {
    const sample = readFileSync("docs/shop.yaml", "utf8");
    expect(read({ shop: sample }).diagnostics.map(format)).toEqual([]);
    expect(readFileSync("docs/manifest.md", "utf8")).toContain(sample.trimEnd());
  });
});

describe("the JSON Schema", () => {
  it.each(["deployments/sliderule.yaml", "docs/shop.yaml"])("takes %s", (file) => {
    expect(mistakes(readFileSync(file, "utf8"))).toEqual([]);
  });

  it("asks at the system's level for nothing that environments may supply", () => {
    const manifest = changed("    engine: postgres\n", "").replace(
      "    disposable: true",
      "    databases: { main: { engine: postgres } }",
    );
    expect(mistakes(manifest.replace("      web: { size: { memory: 2048 } }", "      web: null"))).toEqual([]);
  });

  it("takes references in place of any text", () => {
    const manifest = changed("engine: postgres", 'engine: "${variables.engine}"').replace(
      'version: "16"',
      'version: "${variables.version}"',
    );
    expect(mistakes(manifest)).toEqual([]);
  });

  it.each([
    [changed("expose:", "exposed:"), "/services/web must NOT have additional properties"],
    [changed('"16"', "16"), "/databases/main/version must be string"],
    [changed("system: shop\n", ""), " must have required property 'system'"],
    [changed("port: 80\n", "port: 70000\n"), "/services/web/containers/app/port must be <= 65535"],
    [changed('      on: ["*"]\n', ""), "/permissions/billing/0 must have required property 'on'"],
    [changed("    disposable: true", "    disposable: 1"), "/environments/test/disposable must be boolean"],
    [SHOP.slice(0, SHOP.indexOf("environments:")), " must have required property 'environments'"],
  ])("finds mistakes (%#)", (manifest, mistake) => {
    expect(mistakes(manifest)).toContain(mistake);
  });
});
