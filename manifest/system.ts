import { z } from "zod";
import { without } from "./finding";
import { check } from "./issues";
import { isLikened } from "./like";
import { suggestion } from "./nearest";
import { emptyValues } from "./overlay";
import { type Base, Reading } from "./reading";
import { type Environment, environment as environmentSchema, systemName } from "./schema/environment";
import type { Image } from "./schema/image";
import { resourceName } from "./schema/name";
import { Sections } from "./sections";
import { substitute } from "./substitute";
import { at, type Branch, type Finding, kindOfTree, type PlacedFinding, place, plain, type Tree } from "./tree";
import { Words } from "./words";

/** A product made of services and data, as its file describes it. */
export interface System {
  name: string;
  /** File it is described in, relative to the project. */
  file: string;
  /** Tag `Owner` of what all environments share. */
  owner: string;
  /** Region of what all environments share: the system's own, or else its first environment's. */
  region: string;
  /** Account of what all environments share: the system's own, or else its first environment's. */
  account?: string;
  /** The system's own images, without what environments lay over them. */
  images: Record<string, Image>;
  environments: Environment[];
}

/** A system's file that was read. */
export interface SystemReading {
  /** The system, without environments. Nothing if there are findings. */
  readonly system?: System;
  readonly environments: readonly Reading[];
  /** What is wrong with the system's own part. */
  readonly findings: readonly PlacedFinding[];
}

const KNOWN_KEYS = ["system", "environments", ...Object.keys(environmentSchema.shape)];
const sharedImages = z.object({ images: environmentSchema.shape.images });

function only(tree: Branch, keep: (key: string) => boolean): Branch {
  return { ...tree, entries: new Map([...tree.entries].filter(([key]) => keep(key))) };
}

function unknownKeys(tree: Branch): Finding[] {
  const unknown = [...tree.entries.keys()].filter((key) => !KNOWN_KEYS.includes(key));
  return unknown.map((key) => ({
    path: [key],
    at: "key",
    message: `there is no \`${key}\` here; ${suggestion(key, KNOWN_KEYS, "")}`,
  }));
}

function nameFindings(tree: Branch, expected: string): Finding[] {
  const system = at(tree, ["system"]);
  if (system === undefined) {
    return [{ path: ["system"], message: `is missing; begin with \`system: ${expected}\`` }];
  }
  const { data, findings = [] } = check(z.object({ system: systemName }), { system: plain(system) });
  if (data === undefined || data.system === expected) {
    return findings;
  }
  return [
    { path: ["system"], message: `is \`${data.system}\`, but the file is named ${expected}.yaml; name both alike` },
  ];
}

const environmentNames = z.object({ environments: z.record(resourceName, z.unknown()) });

function environmentFindings(tree: Branch): Finding[] {
  const environments = at(tree, ["environments"]);
  if (environments === undefined) {
    return [{ path: ["environments"], message: "is missing; write at least one environment, such as { prod: { … } }" }];
  }
  if (environments.kind !== "branch" || environments.entries.size === 0) {
    const what = environments.kind === "branch" ? "is empty" : kindOfTree(environments);
    return [{ path: ["environments"], message: `${what}; write a map with at least one environment` }];
  }
  return check(environmentNames, plain(only(tree, (key) => key === "environments"))).findings ?? [];
}

function environmentsOf(tree: Branch): [string, Tree][] {
  const environments = at(tree, ["environments"]);
  return environments?.kind === "branch" ? [...environments.entries] : [];
}

/** A setting of what all environments share. */
function shared(name: string, base: Base, first: Reading | undefined): string | undefined {
  const [settings, words] =
    base.settings.entries.has(name) || !first ? [base.settings, base.words] : [first.settings, first.words];
  const leaf = at(settings, [name]);
  const expansion = leaf?.kind === "leaf" ? words.expand(leaf.source) : undefined;
  return expansion && "parts" in expansion ? expansion.parts.join("") : undefined;
}

function imagesOf(base: Base): { images: Record<string, Image>; findings: Finding[] } {
  const tree = only(base.settings, (key) => key === "images");
  const { value, findings } = substitute(tree, () => base.words);
  const { data, findings: issues = [] } = check(sharedImages, value);
  return { images: data?.images ?? {}, findings: [...findings, ...without(issues, findings)] };
}

/** Reads a system from its file's tree. `expected` is the name that the file's name promises. */
export function readSystem(file: string, expected: string, tree: Branch): SystemReading {
  const settings = only(tree, (key) => KNOWN_KEYS.includes(key) && key !== "system" && key !== "environments");
  const empty = emptyValues(settings).filter(({ path }) => !isLikened(settings, path));
  const base: Base = {
    system: expected,
    settings,
    words: new Words(expected, undefined, settings),
    sections: new Sections(),
    empty,
  };
  const { images, findings: imageFindings } = imagesOf(base);
  const found = [...nameFindings(tree, expected), ...unknownKeys(tree), ...environmentFindings(tree), ...imageFindings];
  const findings = [...empty, ...without(found, empty)].map((finding) => place(tree, finding));
  const environments = environmentsOf(tree).map(([name, overlay]) => new Reading(base, name, overlay));
  const [first] = environments;
  const region = shared("region", base, first) ?? "";
  const owner = shared("owner", base, first) ?? "unknown";
  const account = shared("account", base, first);
  const system = { name: expected, file, owner, region, account, images, environments: [] };
  return { environments, findings, system: findings.length === 0 ? system : undefined };
}
