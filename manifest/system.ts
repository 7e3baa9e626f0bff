import { z } from "zod";
import { environment as environmentSchema, systemName } from "../kinds/core/environment";
import type { System } from "../kinds/core/system";
import type { Image } from "../kinds/image/settings";
import { BuiltInVariables } from "../language/built-in-variables";
import { suggestion } from "../language/diagnostics/nearest";
import { check } from "../language/diagnostics/schema-diagnostics";
import { without } from "../language/diagnostics/without";
import { emptyValues } from "../language/overlay";
import { resourceName } from "../language/types/name";
import {
  at,
  type Branch,
  type Diagnostic,
  keysOf,
  kindOfTree,
  type PlacedDiagnostic,
  place,
  plain,
  type Tree,
} from "../language/yaml/tree";
import { type Base, EnvironmentReader } from "./environment-reader";
import { isLikened } from "./like";
import { Modules } from "./modules";
import { readPipelines } from "./pipelines";
import { Sections } from "./section-parser";
import { substitute } from "./substitute";

/** A system's file that was read. */
export interface SystemReading {
  /** The system, without environments. Nothing if there are diagnostics. */
  readonly system?: System;
  readonly environments: readonly EnvironmentReader[];
  /** Names of the system's modules. */
  readonly modules: readonly string[];
  /** What is wrong with the system's own part. */
  readonly diagnostics: readonly PlacedDiagnostic[];
}

const KNOWN_KEYS = ["system", "environments", "modules", "pipelines", ...Object.keys(environmentSchema.shape)];
const sharedImages = z.object({ images: environmentSchema.shape.images });

function only(tree: Branch, keep: (key: string) => boolean): Branch {
  return { ...tree, entries: new Map([...tree.entries].filter(([key]) => keep(key))) };
}

function unknownKeys(tree: Branch): Diagnostic[] {
  const unknown = [...tree.entries.keys()].filter((key) => !KNOWN_KEYS.includes(key));
  return unknown.map((key) => ({
    path: [key],
    at: "key",
    message: `there is no \`${key}\` here; ${suggestion(key, KNOWN_KEYS, "")}`,
  }));
}

function nameDiagnostics(tree: Branch, expected: string): Diagnostic[] {
  const system = at(tree, ["system"]);
  if (system === undefined) {
    return [{ path: ["system"], message: `is missing; begin with \`system: ${expected}\`` }];
  }
  const { data, diagnostics = [] } = check(z.object({ system: systemName }), { system: plain(system) });
  if (data === undefined || data.system === expected) {
    return diagnostics;
  }
  return [
    { path: ["system"], message: `is \`${data.system}\`, but the file is named ${expected}.yaml; name both alike` },
  ];
}

const environmentNames = z.object({ environments: z.record(resourceName, z.unknown()) });

function environmentDiagnostics(tree: Branch): Diagnostic[] {
  const environments = at(tree, ["environments"]);
  if (environments === undefined) {
    return [{ path: ["environments"], message: "is missing; write at least one environment, such as { prod: { … } }" }];
  }
  if (environments.kind !== "branch" || environments.entries.size === 0) {
    const what = environments.kind === "branch" ? "is empty" : kindOfTree(environments);
    return [{ path: ["environments"], message: `${what}; write a map with at least one environment` }];
  }
  return check(environmentNames, plain(only(tree, (key) => key === "environments"))).diagnostics ?? [];
}

function environmentsOf(tree: Branch): [string, Tree][] {
  const environments = at(tree, ["environments"]);
  return environments?.kind === "branch" ? [...environments.entries] : [];
}

/** A setting of what all environments share. */
function shared(name: string, base: Base, first: EnvironmentReader | undefined): string | undefined {
  const [settings, words] =
    base.settings.entries.has(name) || !first ? [base.settings, base.words] : [first.settings, first.words];
  const leaf = at(settings, [name]);
  const expansion = leaf?.kind === "leaf" ? words.expand(leaf.source) : undefined;
  return expansion && "parts" in expansion ? expansion.parts.join("") : undefined;
}

/** The images of the system and of its modules that any environment has on. */
function imagesOf(base: Base, laid: Branch): { images: Record<string, Image>; diagnostics: PlacedDiagnostic[] } {
  const tree = only(laid, (key) => key === "images");
  const { value, diagnostics } = substitute(tree, () => base.words);
  const { data, diagnostics: issues = [] } = check(sharedImages, value);
  const found = without([...diagnostics, ...without(issues, diagnostics)], base.empty);
  return { images: data?.images ?? {}, diagnostics: found.map((diagnostic) => place(laid, diagnostic)) };
}

/** Images that functions run, in settings that may have mistakes elsewhere. */
function functionImages({ settings }: EnvironmentReader): string[] {
  return keysOf(settings, "functions").flatMap((name) => {
    const image = at(settings, ["functions", name, "image"]);
    return image?.kind === "leaf" ? String(image.value) : [];
  });
}

/** An environment's part of the file, and the modules that it has on. */
interface Part {
  readonly name: string;
  readonly own: Tree;
  readonly on: readonly string[];
  readonly diagnostics: readonly PlacedDiagnostic[];
}

/** Reads an environment's part with modules laid over the system. */
function readPart(base: Base, modules: Modules, { name, own, on, diagnostics }: Part): EnvironmentReader {
  const laid = modules.over(on);
  return new EnvironmentReader({ ...base, settings: laid.settings }, name, own, [...laid.diagnostics, ...diagnostics]);
}

const SHOWN = "modules.";

/**
 * What is wrong with modules that no environment has on. Each is tried in one environment after the other, and is
 * sound if one of them can have it; else the environment that comes nearest says what is missing. A module that none can
 * have is read as often as there are environments: once one is found and as much has been read as there are modules and
 * environments, the rest wait until it is mended.
 */
function untriedDiagnostics(
  base: Base,
  modules: Modules,
  parts: readonly Part[],
  readings: readonly EnvironmentReader[],
) {
  const untried = modules.names.filter((name) => !parts.some(({ on }) => on.includes(name)));
  let read = 0;
  let isAnyBroken = false;
  return untried.flatMap((module) => {
    if (isAnyBroken && read >= modules.names.length + parts.length) return [];
    let fewest: readonly PlacedDiagnostic[] | undefined;
    for (const [index, part] of parts.entries()) {
      const on = modules.names.filter((name) => name === module || part.on.includes(name));
      const known = new Set(readings[index]!.diagnostics.map((diagnostic) => JSON.stringify(diagnostic)));
      const found = readPart(base, modules, { ...part, on }).diagnostics;
      read += 1;
      const own = found.filter((diagnostic) => !known.has(JSON.stringify(diagnostic)));
      if (fewest === undefined || own.length < fewest.length) fewest = own;
      if (own.length === 0) break;
    }
    isAnyBroken ||= (fewest ?? []).length > 0;
    return (fewest ?? []).map((diagnostic) => {
      const aside = diagnostic.path.startsWith(SHOWN) ? "" : ` (with module \`${module}\` on)`;
      return { ...diagnostic, message: `${diagnostic.message}${aside}` };
    });
  });
}

/**
 * Reads a system from its file's tree. `expected` is the name that the file's name promises; `asked` are modules to
 * turn on besides those that environments have on.
 */
export function readSystem(file: string, expected: string, tree: Branch, asked: readonly string[] = []): SystemReading {
  const isSetting = (key: string) => key in environmentSchema.shape;
  const settings = only(tree, isSetting);
  const empty = emptyValues(settings).filter(({ path }) => !isLikened(settings, path));
  const base: Base = {
    system: expected,
    settings,
    words: new BuiltInVariables(expected, undefined, settings),
    sections: new Sections(),
    empty,
  };
  const modules = new Modules(settings, at(tree, ["modules"]));
  const parts = environmentsOf(tree).map(([name, part]) => ({ name, ...modules.choose(part, asked) }));
  const environments = parts.map((part) => readPart(base, modules, part));
  const anywhere = modules.names.filter((name) => parts.some(({ on }) => on.includes(name)));
  const { images, diagnostics: imageDiagnostics } = imagesOf(base, modules.over(anywhere).settings);
  const { pipelines, diagnostics: pipelineDiagnostics } = readPipelines(
    only(tree, (key) => key === "pipelines"),
    { words: base.words, environments, images },
  );
  const found = without(
    [...nameDiagnostics(tree, expected), ...unknownKeys(tree), ...environmentDiagnostics(tree)],
    empty,
  );
  const diagnostics = [
    ...[...empty, ...found].map((diagnostic) => place(tree, diagnostic)),
    ...modules.diagnostics,
    ...imageDiagnostics,
    ...pipelineDiagnostics,
    ...untriedDiagnostics(base, modules, parts, environments),
  ];
  const [first] = environments;
  const region = shared("region", base, first) ?? "";
  const owner = shared("owner", base, first) ?? "unknown";
  const account = shared("account", base, first);
  const system = {
    name: expected,
    file,
    owner,
    region,
    account,
    images,
    functionImages: new Set(environments.flatMap(functionImages)),
    permissionsBoundary: shared("permissionsBoundary", base, first),
    pipelines,
    environments: [],
  };
  return { environments, diagnostics, modules: modules.names, system: diagnostics.length === 0 ? system : undefined };
}
