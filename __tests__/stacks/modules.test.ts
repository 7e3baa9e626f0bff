import { inProject, SETTINGS } from "../manifest/project";
import { synthesize, type Template } from "./template";

// A module that brings one of each of what Kofax RPA's modules bring: an image, a database, a file system, secrets, and
// a service that is exposed.
const MANIFEST = `system: tiny
region: eu-central-1
account: "333333333333"
domain: tiny.org
images: { app: { pull: "nginx:1" }, built: { build: docker/built } }
databases: { main: { engine: aurora-postgresql, version: "16", capacity: { min: 0.5, max: 2 }, database: tiny } }
extraDatabases: { logs: { server: main } }
secrets: { passwords: { generate: [admin] } }
loadBalancer: { certificate: { existing: "*.tiny.org" } }
operations: { dashboard: true }
services:
  console:
    image: app
    port: 8080
    expose: { host: "console.\${domain}" }
    uses: { logs: connect, passwords: read }
    environment: { PASSWORD: "\${passwords.admin}" }
  robot: { image: built, scale: { min: 1, max: 3, cpu: 50 }, uses: { console: connect } }
modules:
  forms:
    images: { forms: { build: docker/forms } }
    extraDatabases: { forms-data: { server: main } }
    fileSystems: { files: {} }
    secrets: { forms-passwords: { generate: [user] } }
    services:
      forms:
        image: forms
        port: 8080
        expose: { host: "forms.\${domain}" }
        uses: { forms-data: connect, files: read-write, forms-passwords: read, console: connect }
        mounts: { files: /files }
environments: { prod: {} }
`;
const FILES = {
  "drydock.yaml": SETTINGS,
  "deployments/tiny.yaml": MANIFEST,
  "docker/built/Dockerfile": "FROM scratch\n",
  "docker/forms/Dockerfile": "FROM scratch\n",
};

/** Everything that stacks declare, each with its JSON. */
function declared(stacks: Record<string, Template>): Map<string, string> {
  const kinds = ["resource", "data", "output", "provider", "terraform", "locals"];
  return new Map(
    Object.values(stacks).flatMap(({ name, json }) =>
      kinds.flatMap((kind) =>
        Object.entries((json[kind] ?? {}) as Record<string, Record<string, unknown>>).flatMap(([type, value]) =>
          kind === "resource" || kind === "data"
            ? Object.entries(value).map(
                ([key, one]) => [`${name} ${kind} ${type}.${key}`, JSON.stringify(one)] as const,
              )
            : [[`${name} ${kind} ${type}`, JSON.stringify(value)] as const],
        ),
      ),
    ),
  );
}

const [off, on] = inProject(FILES, (root) =>
  [undefined, "forms"].map((modules) => declared(synthesize(root, undefined, modules))),
) as [Map<string, string>, Map<string, string>];

/** What shows everything there is, and does nothing: it shows a module too. */
const DASHBOARD = "tiny-prod-operations resource aws_cloudwatch_dashboard.dashboard_dashboard";

describe("turning a module on", () => {
  it("leaves everything byte for byte as it is, but for the dashboard", () => {
    expect([...off.keys()].length).toBeGreaterThan(60);
    const changed = [...off].filter(([address, json]) => on.get(address) !== json).map(([address]) => address);
    expect(changed).toEqual([DASHBOARD]);
  });

  it("adds what the module has, and nothing else", () => {
    const added = [...on.keys()].filter((address) => !off.has(address));
    const types = [...new Set(added.map((address) => address.split(" ")[2]!.split(".")[0]!))].filter((type) =>
      type.startsWith("aws_"),
    );
    expect(types).toEqual(
      expect.arrayContaining([
        "aws_ecr_repository",
        "aws_efs_file_system",
        "aws_secretsmanager_secret",
        "aws_ecs_service",
        "aws_lb_listener_rule",
      ]),
    );
    expect(added.filter((address) => !/forms|files/.test(address))).toEqual([]);
  });
});
