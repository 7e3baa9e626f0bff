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
  /** Whether the selection fits no environment, and that is all that is wrong. */
  fitsNothing: boolean;
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

/** A file's name without its ending, whichever that is. */
function stem(file: string): string {
  return file.replace(/^.*\/|\.ya?ml$/g, "");
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

/** Names of environments, `<system>-<environment>`, those with diagnostics among them. */
function namesIn(loaded: readonly Loaded[]): string[] {
  return loaded.flatMap(({ file, reading }) =>
    reading.environments.map(({ name }) => environmentName({ system: nameOf(file), name })),
  );
}

/** The environments that the files name, and what keeps one with a name from being read that may be there. */
export interface KnownEnvironments {
  readonly names: readonly string[];
  /** What is wrong with files that may have the wanted environment, and of which no name can be read. */
  readonly unread: readonly FileDiagnostic[];
}

/** Which environments there are below a folder, whatever is wrong with them. */
export function knownEnvironments(root: string, wanted: string): KnownEnvironments {
  const selection = new Selection(wanted);
  const { files, diagnostics } = listFiles(root);
  const read = files.map((file) => ({ file, ...load(root, file) }));
  const unread = read
    .filter(({ file, loaded }) => selection.mayHave(nameOf(file)) && namesIn(loaded).length === 0)
    .flatMap(({ file, loaded, ...one }) => [
      ...one.diagnostics,
      ...loaded.flatMap(({ reading }) => inFile(file, reading.diagnostics)),
    ]);
  const notRead = diagnostics.filter(({ file }) => file === FOLDER || selection.mayHave(stem(file)));
  return { names: read.flatMap(({ loaded }) => namesIn(loaded)), unread: tidy([...notRead, ...unread]) };
}

/** Whether a selection holds nothing of what was read. */
function isUnmatched(selection: Selection, loaded: readonly Loaded[]): boolean {
  const has = ({ file, reading }: Loaded) => reading.environments.some(({ name }) => selection.has(nameOf(file), name));
  return selection.text !== undefined && !loaded.some(has);
}

/** Says what there is when a selection holds nothing. */
function unmatched(root: string, text: string): FileDiagnostic {
  const { names } = knownEnvironments(root, text);
  return about(FOLDER, `\`${text}\` is no system or environment; ${suggestion(text, names, "there are none")}`);
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
  const fitsNothing = broken.length === 0 && isUnmatched(selection, loaded);
  return {
    state: settings.state ?? { bucket: "", table: "", region: "" },
    systems: settings.state ? systems : [],
    diagnostics: fitsNothing ? [unmatched(root, selection.text!)] : tidy(broken),
    fitsNothing,
  };
}
