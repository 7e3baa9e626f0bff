import { join } from "node:path";
import { type Arguments, synthesize, Template } from "./template";

const FIXTURES = join(__dirname, "../fixtures");

/** What one stack reads of another's state. */
interface Reading {
  readonly reader: string;
  readonly stateKey: string;
  readonly output: string;
}

const READ = /\$\{data\.terraform_remote_state\.([\w-]+)\.outputs\.([\w-]+)/g;

function readings({ name, json }: Template): Reading[] {
  const states = (json["data"]?.terraform_remote_state ?? {}) as Record<string, Arguments>;
  return [...JSON.stringify(json).matchAll(READ)].map(([, state, output]) => ({
    reader: name,
    stateKey: states[state!]?.["config"].key,
    output: output!,
  }));
}

function outputsOf({ json }: Template): Record<string, { description?: string }> {
  return json["output"] ?? {};
}

/** What is read, and is handed on by no stack that has the state. */
function unpublished(stacks: readonly Template[]): string[] {
  const byKey = new Map(stacks.map((stack) => [stack.json["terraform"].backend.s3.key, stack]));
  const missing = stacks.flatMap(readings).filter(({ stateKey, output }) => {
    const owner = byKey.get(stateKey);
    return !owner || !Object.hasOwn(outputsOf(owner), output);
  });
  return [...new Set(missing.map(({ reader, stateKey, output }) => `${reader} reads ${output} of ${stateKey}`))];
}

/** Outputs that do not say what they are. */
function undescribed(stacks: readonly Template[]): string[] {
  return stacks.flatMap((stack) =>
    Object.entries(outputsOf(stack))
      .filter(([, { description = "" }]) => !/^[A-Z]/.test(description) || /undefined|\[object/.test(description))
      .map(([output]) => `${stack.name} hands on ${output} without a description`),
  );
}

describe.each([
  ["the project", synthesize],
  ["the fixture of everything", () => synthesize(join(FIXTURES, "everything"))],
  ["the fixture of pools", () => synthesize(join(FIXTURES, "pools"))],
])("the outputs of %s", (_, stacksOf) => {
  it("are there wherever one is read", () => {
    const stacks = Object.values(stacksOf());
    expect(stacks.flatMap(readings).length).toBeGreaterThan(10);
    expect(unpublished(stacks)).toEqual([]);
  });

  it("say what they are", () => {
    const stacks = Object.values(stacksOf());
    expect(stacks.flatMap((stack) => Object.keys(outputsOf(stack))).length).toBeGreaterThan(10);
    expect(undescribed(stacks)).toEqual([]);
  });
});

describe("a report", () => {
  const stack = (name: string, json: Arguments) =>
    new Template(name, { terraform: { backend: { s3: { key: `${name}.tfstate` } } }, ...json });
  const data = stack("data", { output: { main_host: { value: "h" } } });
  const service = stack("service", {
    data: { terraform_remote_state: { data: { config: { key: "data.tfstate" } } } },
    locals: [
      "${data.terraform_remote_state.data.outputs.main_host}",
      "${data.terraform_remote_state.data.outputs.nil}",
    ],
  });

  it("names who reads what is not there", () =>
    expect(unpublished([data, service])).toEqual(["service reads nil of data.tfstate"]));

  it("names who does not say what an output is", () =>
    expect(undescribed([data, service])).toEqual(["data hands on main_host without a description"]));
});
