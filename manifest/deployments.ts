import { readdirSync } from "node:fs";
import { join } from "node:path";
import { acrossEnvironments } from "../kinds/core/checks/across";
import { sharedThings } from "../kinds/core/checks/shared-from";
import type { Environment } from "../kinds/core/environment";
import { environmentName } from "../kinds/core/names";
import type { StateSettings } from "../kinds/core/state";
import type { System } from "../kinds/core/system";
import { nearRegistry } from "../kinds/function/checks/near-registry";
import { tenantsEverywhere } from "../kinds/tenants/checks/everywhere";
import { type FileDiagnostic, tidy } from "../language/diagnostics/diagnostic";
import { suggestion } from "../language/diagnostics/nearest";
import { inFile, readDocument } from "../language/yaml/document";
import type { Diagnostic } from "../language/yaml/tree";
import { ALL, unknownModule } from "./modules";
import { Selection } from "./selection";
import { readSettings } from "./settings";
import { readSystem, type SystemReading } from "./system";

/** What is to run, as the project's files say it. */
export interface Deployments {
  /** Where Terraform keeps its state. */
  state: StateSettings;
  /** The wanted systems with their wanted environments. Whatever has a problem is left out. */
  systems: System[];
  diagnostics: FileDiagnostic[];
}

const FOLDER = "deployments";
const EXTENSION = ".yaml";

interface Files {
  readonly files: readonly string[];
  readonly diagnostics: readonly FileDiagnostic[];
}

function about(file: string, message: string): FileDiagnostic {
  return { file, line: 1, column: 1, path: "", message };
}

function listFiles(root: string): Files {
  try {
    const names = readdirSync(join(root, FOLDER));
    const systems = names.filter((name) => name.endsWith(EXTENSION)).map((name) => name.slice(0, -EXTENSION.length));
    const misnamed = names.filter((name) => name.endsWith(".yml"));
    return {
      files: systems.sort().map((name) => `${FOLDER}/${name}${EXTENSION}`),
      diagnostics: misnamed.map((name) => about(`${FOLDER}/${name}`, "is not read; name it with .yaml")),
    };
  } catch {
    return {
      files: [],
      diagnostics: [about(FOLDER, "is not a folder that can be read; create it, with one file for each system")],
    };
  }
}

function nameOf(file: string): string {
  return file.slice(FOLDER.length + 1, -EXTENSION.length);
}

/** A system's file that was read. */
interface Loaded {
  readonly file: string;
  readonly reading: SystemReading;
}

function load(
  root: string,
  file: string,
  modules: readonly string[] = [],
): { loaded: Loaded[]; diagnostics: readonly FileDiagnostic[] } {
  const { tree, diagnostics } = readDocument(root, file, `system: ${nameOf(file)}`);
  return { loaded: tree ? [{ file, reading: readSystem(file, nameOf(file), tree, modules) }] : [], diagnostics };
}

/** What is wrong between environments, and between one and what it shares with others, by environment. */
function clashes(all: readonly Loaded[]): Map<Environment, Diagnostic[]> {
  const environments = all.flatMap(({ reading }) =>
    reading.environments.flatMap(({ environment }) => environment ?? []),
  );
  const found = new Map<Environment, Diagnostic[]>();
  const namesOf = (system: string) =>
    all.flatMap(({ file, reading }) => (nameOf(file) === system ? reading.environments.map(({ name }) => name) : []));
  const far = all.flatMap(({ reading: { system, environments } }) =>
    environments.flatMap(({ environment }) => (system && environment ? nearRegistry(system, environment) : [])),
  );
  for (const { environment, diagnostic } of [
    ...acrossEnvironments(environments),
    ...sharedThings(environments, namesOf),
    ...tenantsEverywhere(environments, namesOf),
    ...far,
  ]) {
    found.set(environment, [...(found.get(environment) ?? []), diagnostic]);
  }
  return found;
}

/** The wanted part of a system without what has diagnostics, and the problems of the wanted part. */
function select(
  { file, reading }: Loaded,
  selection: Selection,
  found: Map<Environment, Diagnostic[]>,
): { system?: System; diagnostics: readonly FileDiagnostic[] } {
  const clashesOf = (environment: Environment | undefined) => (environment && found.get(environment)) ?? [];
  const wanted = reading.environments.filter(({ name }) => selection.has(nameOf(file), name));
  const environments = wanted.flatMap(({ environment }) =>
    environment && clashesOf(environment).length === 0 ? environment : [],
  );
  const diagnostics = wanted.flatMap((one) => [
    ...one.diagnostics,
    ...clashesOf(one.environment).map((diagnostic) => one.place(diagnostic)),
  ]);
  return {
    system: reading.system && environments.length > 0 ? { ...reading.system, environments } : undefined,
    diagnostics: inFile(file, [...reading.diagnostics, ...diagnostics]),
  };
}

/** Says what there is when a selection holds nothing. */
function unmatched(root: string, selection: Selection, loaded: readonly Loaded[]): FileDiagnostic[] {
  const names = ({ file, reading }: Loaded) => reading.environments.map(({ name }) => [nameOf(file), name] as const);
  if (selection.text === undefined || loaded.flatMap(names).some(([system, name]) => selection.has(system, name))) {
    return [];
  }
  const all = listFiles(root).files.flatMap((file) => load(root, file).loaded);
  const known = all.flatMap(names).map(([system, name]) => environmentName({ system, name }));
  const advice = suggestion(selection.text, known, "there are none");
  return [about(FOLDER, `\`${selection.text}\` is no system or environment; ${advice}`)];
}

/** Says which modules there are when one is asked for that no wanted system has. */
function unknownModules(
  asked: readonly string[],
  loaded: readonly Loaded[],
  systems: readonly System[],
): FileDiagnostic[] {
  const wanted = loaded.filter(({ file }) => systems.some((system) => system.file === file));
  const known = wanted.flatMap(({ reading }) => reading.modules);
  const unknown = wanted.length === 0 ? [] : asked.filter((name) => name !== ALL && !known.includes(name));
  return unknown.map((name) => about(FOLDER, unknownModule(name, known)));
}

/**
 * Reads `drydock.yaml` and `deployments/*.yaml` below a folder.
 * `only` is a list, separated by commas, of globs over `<system>` or `<system>-<environment>`; `modules` is a list of
 * modules, or `all`, that environments are to have besides those they turn on themselves.
 * Never throws for what the files hold: what is wrong with them is in `diagnostics`.
 */
export function readDeployments(root: string, only?: string, modules?: string): Deployments {
  const selection = new Selection(only);
  const settings = readSettings(root);
  const asked = (modules ?? "")
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");
  const { files, diagnostics } = listFiles(root);
  const read = files.filter((file) => selection.mayHave(nameOf(file))).map((file) => load(root, file, asked));
  const loaded = read.flatMap((one) => one.loaded);
  const clashing = clashes(loaded);
  const selected = loaded.map((one) => select(one, selection, clashing));
  const systems = selected.flatMap(({ system }) => system ?? []);
  const found = [
    ...unknownModules(asked, loaded, systems),
    ...[...read, ...selected].flatMap((one) => one.diagnostics),
  ];
  const broken = [...settings.diagnostics, ...diagnostics, ...found];
  return {
    state: settings.state ?? { bucket: "", table: "", region: "" },
    systems: settings.state ? systems : [],
    diagnostics: tidy(broken.length > 0 ? broken : unmatched(root, selection, loaded)),
  };
}
