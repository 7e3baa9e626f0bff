import { readdirSync } from "node:fs";
import { join } from "node:path";
import { inFile, readDocument } from "./document";
import { type Problem, tidy } from "./problem";
import { Selection } from "./selection";
import { readSettings, type StateSettings } from "./settings";
import { readSystem, type System } from "./system";

export type { StateSettings } from "./settings";
export type { System } from "./system";

/** What is to run, as the project's files say it. */
export interface Deployments {
  /** Where Terraform keeps its state. */
  state: StateSettings;
  /** The wanted systems with their wanted environments. Whatever has a problem is left out. */
  systems: System[];
  problems: Problem[];
}

const FOLDER = "deployments";
const EXTENSION = ".yaml";

interface Files {
  readonly files: readonly string[];
  readonly problems: readonly Problem[];
}

function about(file: string, message: string): Problem {
  return { file, line: 1, column: 1, path: "", message };
}

function listFiles(root: string): Files {
  try {
    const names = readdirSync(join(root, FOLDER)).sort();
    const misnamed = names.filter((name) => name.endsWith(".yml"));
    return {
      files: names.filter((name) => name.endsWith(EXTENSION)).map((name) => `${FOLDER}/${name}`),
      problems: misnamed.map((name) => about(`${FOLDER}/${name}`, "is not read; name it with .yaml")),
    };
  } catch {
    return {
      files: [],
      problems: [about(FOLDER, "is not a folder that can be read; create it, with one file for each system")],
    };
  }
}

function nameOf(file: string): string {
  return file.slice(FOLDER.length + 1, -EXTENSION.length);
}

function readFile(root: string, file: string, selection: Selection): { system?: System; problems: readonly Problem[] } {
  const { tree, problems } = readDocument(root, file, `system: ${nameOf(file)}`);
  if (tree === undefined) {
    return { problems };
  }
  const { system, environments, findings } = readSystem(file, nameOf(file), tree);
  const wanted = environments.filter(({ name }) => selection.has(nameOf(file), name));
  const found = [...findings, ...wanted.flatMap((reading) => reading.findings)];
  const sound = wanted.flatMap(({ environment }) => environment ?? []);
  return {
    system: system && sound.length > 0 ? { ...system, environments: sound } : undefined,
    problems: inFile(file, found),
  };
}

/**
 * Reads `drydock.yaml` and `deployments/*.yaml` below a folder.
 * `only` is a list, separated by commas, of globs over `<system>` or `<system>-<environment>`.
 * Never throws for what the files hold: what is wrong with them is in `problems`.
 */
export function readDeployments(root: string, only?: string): Deployments {
  const selection = new Selection(only);
  const settings = readSettings(root);
  const { files, problems } = listFiles(root);
  const readings = files
    .filter((file) => selection.mayHave(nameOf(file)))
    .map((file) => readFile(root, file, selection));
  return {
    state: settings.state ?? { bucket: "", table: "", region: "" },
    systems: settings.state ? readings.flatMap(({ system }) => system ?? []) : [],
    problems: tidy([...settings.problems, ...problems, ...readings.flatMap((reading) => reading.problems)]),
  };
}
