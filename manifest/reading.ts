import { additions } from "./additions";
import { CHECKS } from "./checks";
import { check } from "./issues";
import { overlay } from "./overlay";
import { type Environment, environment as schema } from "./schema/environment";
import { substitute } from "./substitute";
import { type Branch, kindOfTree, type PlacedFinding, place, type Step, type Tree } from "./tree";
import { Words } from "./words";

/** An environment that was read. */
export interface Reading {
  readonly name: string;
  /** The system's settings with the environment's laid over them. */
  readonly settings: Branch;
  readonly words: Words;
  /** The environment, unless there are findings. */
  readonly environment?: Environment;
  readonly findings: readonly PlacedFinding[];
}

/** What an environment is laid over. */
export interface Base {
  readonly system: string;
  readonly settings: Branch;
  /** Values of the words where environments do not matter. */
  readonly words: Words;
}

function branch(tree: Tree): Branch {
  return tree.kind === "branch" ? tree : { ...tree, kind: "branch", entries: new Map() };
}

function shapeFindings(tree: Tree): PlacedFinding[] {
  const fits = tree.kind === "branch" || (tree.kind === "leaf" && tree.value === null);
  const message = `${kindOfTree(tree)}; write a map of what differs from the system, or {}`;
  return fits ? [] : [{ ...tree.place, path: tree.path, message }];
}

/** Images are built once for all environments; only the tag may be an environment's own. */
function isShared(path: readonly Step[]): boolean {
  return path[0] === "images" && path[2] !== "tag";
}

/** Lays an environment's settings over its system's and checks what comes out. */
export function readEnvironment(base: Base, name: string, own: Tree): Reading {
  const { tree: settings, findings: merging } = overlay(base.settings, branch(own));
  const words = new Words(base.system, name, settings);
  const { value, findings: references } = substitute(settings, (path) => (isShared(path) ? base.words : words));
  const { data, findings: issues = [] } = check(schema, value);
  const environment = data && { ...data, system: base.system, name };
  const checks = environment ? CHECKS.flatMap((find) => find(environment)) : [];
  const found = additions(base.settings, branch(own), [...references, ...issues, ...checks]);
  const findings = [...shapeFindings(own), ...merging, ...found.map((finding) => place(settings, finding))];
  return { name, settings, words, findings, environment: findings.length === 0 ? environment : undefined };
}
