import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { UserError } from "../../commands/base/user-error";
import { load, VERBS } from "../../commands/verbs";
import { Project } from "./project";

const SHOP = `
system: shop
region: us-east-1
images: { app: { pull: "nginx:1.29" } }
services: { web: { image: app } }
environments: { test: {}, prod: { services: { web: { size: { cpu: 3 } } } } }
`;

/** The words of each verb that is about environments, with one of this name. */
const WORDS: Readonly<Record<string, (name: string) => string[]>> = {
  show: (name) => [name],
  compose: (name) => [name],
  rehearse: (name) => [name],
  deploy: (name) => [name, "--yes"],
  plan: (name) => [name],
  destroy: (name) => [name, "--yes"],
  orphans: (name) => [name],
  unlock: (name) => [name],
  exec: (name) => [name, "web"],
  run: (name) => [name, "migrate"],
  tunnel: (name) => [name, "main"],
  secret: (name) => ["list", name],
};

/** What a verb listens to until the program ends. */
const HEARD = [
  ...(["SIGINT", "SIGTERM", "SIGHUP"] as const).map((event) => [process as NodeJS.EventEmitter, event] as const),
  ...[process.stdout, process.stderr].map((stream) => [stream as NodeJS.EventEmitter, "error"] as const),
];

let project: Project;
let listening: unknown[][];
beforeEach(() => {
  project = new Project(SHOP);
  listening = HEARD.map(([emitter, event]) => emitter.listeners(event));
});
afterEach(() => {
  for (const [index, [emitter, event]] of HEARD.entries()) {
    const added = emitter.listeners(event).filter((listener) => !listening[index]!.includes(listener));
    for (const listener of added) emitter.off(event, listener as () => void);
  }
  project.clear();
  jest.restoreAllMocks();
});

/** What a verb fails with. */
async function failure(verb: string, name: string): Promise<{ message: string; exitCode: number }> {
  const command = load(VERBS.find((one) => one.name === verb)!);
  try {
    await command.parseAsync(WORDS[verb]!(name), { from: "user" });
  } catch (error) {
    if (error instanceof UserError) return { message: error.message, exitCode: error.exitCode };
    throw error;
  }
  throw new Error(`${verb} ${name} did not fail`);
}

it("is asked of every verb that is about environments", () => {
  const verbs = VERBS.filter(({ name, usage }) => usage.includes("environment") || name === "secret");
  expect(Object.keys(WORDS).sort()).toEqual(verbs.map(({ name }) => name).sort());
});

describe.each(Object.keys(WORDS))("drydock %s, of an environment", (verb) => {
  it.each([
    ["that does not exist", "shop-tset", "There is no environment shop-tset; did you mean `shop-test`?"],
    ["of no system", "nope", "There is no environment nope; choose shop-test or shop-prod"],
  ])("%s, says so with exit code 2", async (_, name, message) => {
    expect(await failure(verb, name)).toEqual({ message, exitCode: 2 });
  });

  it("that does not exist, says so also where another's manifest has diagnostics", async () => {
    writeFileSync(join(project.folder, "deployments/torn.yaml"), "system: [torn\n");
    expect(await failure(verb, "shop-tset")).toMatchObject({ exitCode: 2 });
  });

  it("whose manifest has diagnostics, tells them with exit code 1", async () => {
    expect(await failure(verb, "shop-prod")).toEqual({
      message: expect.stringMatching(/^deployments\/shop\.yaml:6:67 environments\.prod\.services\.web\.size\.cpu: /),
      exitCode: 1,
    });
  });

  it.each([
    [
      "whose manifest cannot be read as YAML",
      "torn.yaml",
      "system: [torn\n",
      "torn-prod",
      /^deployments\/torn\.yaml:\d/,
    ],
    ["whose manifest says no environments", "bare.yaml", "system: bare\n", "bare-prod", /^deployments\/bare\.yaml:1:1/],
    ["whose manifest is not read", "late.yml", SHOP, "late-prod", /^deployments\/late\.yml.* name it with \.yaml$/],
  ])("%s, says why with exit code 1", async (_, file, text, name, message) => {
    writeFileSync(join(project.folder, "deployments", file), text);
    expect(await failure(verb, name)).toEqual({ message: expect.stringMatching(message), exitCode: 1 });
  });

  it("where there is no deployments/, says so with exit code 1", async () => {
    rmSync(join(project.folder, "deployments"), { recursive: true });
    expect(await failure(verb, "shop-test")).toMatchObject({
      message: expect.stringContaining("deployments:1:1: is not a folder that can be read"),
      exitCode: 1,
    });
  });
});

describe.each(Object.keys(WORDS).filter((verb) => !["rehearse", "deploy", "plan", "destroy"].includes(verb)))(
  "drydock %s, which is about one environment,",
  (verb) => {
    it.each([
      ["the name of a system", "shop"],
      ["a pattern", "shop-*"],
    ])("takes %s for none", async (_, name) => {
      expect(await failure(verb, name)).toEqual({
        message: `There is no environment ${name}; choose shop-test or shop-prod`,
        exitCode: 2,
      });
    });
  },
);
