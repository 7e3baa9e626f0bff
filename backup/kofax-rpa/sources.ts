import { suggestion } from "../../language/diagnostics/nearest";
import type { Files } from "./archive";
import type { Backup } from "./backup";
import { aliasesIn, resolveAliases } from "./groups";
import {
  ENVIRONMENTS,
  folderOf,
  GLOBAL,
  isProject,
  OTHERS,
  PROJECT,
  PROJECTS,
  SECTIONS,
  VALUES,
  VERSION,
} from "./layout";
import { type Problem, refuse } from "./problem";
import { numbered } from "./references";
import { fromSource, type Source } from "./source-form";
import { rendered, type Values, wrongValues } from "./values";
import { readYaml } from "./yaml";

/** What is asked of the sources. */
export interface Wish {
  /** The environment, a file of `environments/`. @default the common values alone */
  readonly environment?: string;
  /** Values that win over all files. @default none */
  readonly set?: Values;
}

/** Reads a folder of sources for one environment; throws `Refused` with everything that cannot be read. */
export function readSources(files: Files, { environment, set = new Map() }: Wish): Backup {
  const problems: Problem[] = [];
  const values = valuesFor(files, environment, set, problems);
  const read = (file: string): Source => {
    const missing = (key: string) =>
      problems.push({
        file,
        place: `{{${key}}}`,
        message: `has no value; give it in ${VALUES}, in the environment's file or by --set ${key}=…`,
      });
    return rendered(yamlAt(files, file, problems), values, missing);
  };
  const about = asMap(read(VERSION.source));
  const { global, aliases } = readGlobal(files, read, problems);
  const projects = new Map(
    [...files.keys()]
      .filter((file) => file.startsWith(PROJECTS) && isProject(file.slice(PROJECTS.length), PROJECT.source))
      .map((file) => [folderOf(file.slice(PROJECTS.length)), toRoot(PROJECT.root, read(file), () => file, problems)]),
  );
  const roots = [global, ...projects.values()];
  for (const root of roots) resolveAliases(root, aliases);
  const roles = about.get("roles");
  const version = versionText(about, problems);
  refuse(problems);
  return { version, roles: Array.isArray(roles) ? roles.map(String) : [], global, projects, files: plainFiles(files) };
}

function yamlAt(files: Files, file: string, problems: Problem[]): Source {
  const content = files.get(file);
  if (content === undefined)
    problems.push({ file, message: "is not there; write it, or unpack a console's backup to have one" });
  return readYaml(file, content?.toString("utf8") ?? "", problems);
}

function asMap(source: Source | undefined): Map<string, Source> {
  return source instanceof Map ? source : new Map();
}

function versionText(about: Map<string, Source>, problems: Problem[]): string {
  if (typeof about.get("text") === "string") return about.get("text") as string;
  for (const key of ["version", "build", "id"].filter((one) => typeof about.get(one) !== "string")) {
    problems.push({
      file: VERSION.source,
      place: key,
      message: "is not a text; take it from version.txt of the console's own backup",
    });
  }
  return `${about.get("version")} ${about.get("build")}\n${about.get("id")}`;
}

function valuesFor(files: Files, environment: string | undefined, set: Values, problems: Problem[]): Values {
  const own = `${ENVIRONMENTS}${environment}.yaml`;
  const names = [...files.keys()]
    .filter((file) => file.startsWith(ENVIRONMENTS) && file.endsWith(".yaml"))
    .map((file) => file.slice(ENVIRONMENTS.length, -".yaml".length));
  if (environment !== undefined && !names.includes(environment)) {
    const message = `no such environment; ${suggestion(environment, names, `there is none: write ${own}`)}`;
    problems.push({ file: own, message });
  }
  const known = knownKeys(files);
  const layers = [VALUES, own]
    .filter((file) => files.has(file))
    .map((file) => [file, asMap(yamlAt(files, file, problems))] as const);
  const all = [...layers, ["--set", set] as const];
  problems.push(...all.flatMap(([file, values]) => wrongValues(file, values, known)));
  return new Map(
    all.flatMap(([, values]) => [...values].filter((one): one is [string, string] => typeof one[1] === "string")),
  );
}

/** The keys that the sources ask for. */
function knownKeys(files: Files): string[] {
  const texts = [...files].filter(([file]) => file.endsWith(".yaml")).map(([, content]) => content.toString("utf8"));
  return [
    ...new Set(texts.flatMap((text) => [...text.matchAll(/\{\{([^{}]*)\}\}/g)].map(([, key]) => key!.trim()))),
  ].sort();
}

function readGlobal(files: Files, read: (file: string) => Source, problems: Problem[]) {
  const sections = new Map<string, string>();
  const source = new Map(
    [...asMap(read(GLOBAL.source))].map(([name, value]) => {
      const file = asMap(value).get("$file");
      if (typeof file !== "string") return [name, value];
      sections.set(name, file);
      const known = [...SECTIONS.values()].includes(file);
      if (!known)
        problems.push({
          file: GLOBAL.source,
          place: `${name}.$file`,
          message: `\`${file}\`; ${suggestion(file, [...SECTIONS.values()], "")}`,
        });
      return [name, known && files.has(file) ? read(file) : missingSection(file, problems)];
    }),
  );
  const fileOf = (place: string) => sections.get(place.split(".")[1] ?? "") ?? GLOBAL.source;
  return { global: toRoot(GLOBAL.root, source, fileOf, problems), aliases: aliasesIn(source.get("groups")) };
}

function missingSection(file: string, problems: Problem[]): Source {
  problems.push({ file, message: `is not there, but ${GLOBAL.source} names it; write it, or remove the section` });
  return new Map();
}

function toRoot(name: string, source: Source, fileOf: (place: string) => string, problems: Problem[]) {
  const fail = (place: string, message: string) => problems.push({ file: fileOf(place), place, message });
  const root = fromSource(name, source, fail);
  return numbered(root, (address) =>
    problems.push({
      file: fileOf(""),
      place: `$ref: ${address}`,
      message: "points to nothing; write the path of an element, as /project/rootfolder",
    }),
  );
}

function plainFiles(files: Files): Files {
  const kept = [...files].flatMap(([file, content]): [string, Buffer][] => {
    if (file.startsWith(OTHERS)) return [[file.slice(OTHERS.length), content]];
    if (!file.startsWith(PROJECTS) || isProject(file.slice(PROJECTS.length), PROJECT.source)) return [];
    return [[file.slice(PROJECTS.length), content]];
  });
  return new Map(kept);
}
