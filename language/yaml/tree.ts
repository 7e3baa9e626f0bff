/** Where a value stands in a file. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

interface Located {
  /** Where the value begins. */
  readonly place: Place;
  /** Where its key begins; in a list, the same as `place`. */
  readonly key: Place;
  /** Path of keys as written in the file. */
  readonly path: string;
}

/** Text, a number, true, false or nothing, and how it was written. */
export interface Leaf extends Located {
  readonly kind: "leaf";
  readonly value: string | number | boolean | null;
  readonly source: string;
}

/** A list. */
export interface List extends Located {
  readonly kind: "list";
  readonly items: readonly Tree[];
}

/** A map, and the one that was laid over it, if any. */
export interface Branch extends Located {
  readonly kind: "branch";
  readonly entries: ReadonlyMap<string, Tree>;
  readonly over?: Located;
}

/** A YAML document as plain values that know their place. */
export type Tree = Leaf | List | Branch;

/** A step of a path: a key of a map or an index of a list. */
export type Step = PropertyKey;

/** What is wrong with a value, before it has a place in a file. */
export interface Diagnostic {
  readonly path: readonly Step[];
  readonly message: string;
  /** What to point at: the value (default), its key, or what an environment laid over it. */
  readonly at?: "value" | "key" | "overlay";
}

/** A diagnostic with its place and its path as written. */
export interface PlacedDiagnostic extends Place {
  readonly path: string;
  readonly message: string;
}

const KINDS = { list: "is a list", branch: "is a map" };

/** What a tree is, in the words of the manifest's guide. */
export function kindOfTree(tree: Tree): string {
  if (tree.kind !== "leaf") {
    return KINDS[tree.kind];
  }
  return tree.value === null ? "is empty" : `is the single value \`${tree.source.slice(0, 80)}\``;
}

function child(tree: Tree, step: Step): Tree | undefined {
  switch (tree.kind) {
    case "branch":
      return tree.entries.get(String(step));
    case "list":
      return tree.items[Number(step)];
    case "leaf":
      return undefined;
  }
}

/** The value at a path, if there is one. */
export function at(tree: Tree, path: readonly Step[]): Tree | undefined {
  return path.reduce<Tree | undefined>((node, step) => node && child(node, step), tree);
}

/** The keys of the map at a path; none if there is no map. */
export function keysOf(tree: Tree, ...path: readonly Step[]): string[] {
  const map = at(tree, path);
  return map?.kind === "branch" ? [...map.entries.keys()] : [];
}

/** A path with one more step: `a.b`, `a[0]`, `a["odd key"]`. */
export function extend(path: string, step: Step): string {
  if (typeof step === "number") {
    return `${path}[${step}]`;
  }
  const key = String(step);
  if (!/^[^\s"'`[\]\p{C}]+$/u.test(key)) {
    return `${path}[${JSON.stringify(key)}]`;
  }
  return path === "" ? key : `${path}.${key}`;
}

/** Gives a diagnostic its place: that of the value, or of the nearest thing around it that is written. */
export function place(tree: Tree, diagnostic: Diagnostic): PlacedDiagnostic {
  let node = tree;
  let depth = 0;
  for (const step of diagnostic.path) {
    const next = child(node, step);
    if (next === undefined) {
      break;
    }
    node = next;
    depth += 1;
  }
  const missing = diagnostic.path.slice(depth);
  const over = diagnostic.at === "overlay" && node.kind === "branch" ? node.over : undefined;
  const located = over ?? node;
  const pointed = missing.length > 0 || diagnostic.at === "key" ? located.key : located.place;
  return { ...pointed, path: missing.reduce(extend, located.path), message: diagnostic.message };
}

/** Stands for the value of a tree with references in it, which depends on the environment. */
const VARIABLE = Symbol("variable");
const constants = new WeakMap<Tree, unknown>();

function each(
  tree: List | Branch,
  unfold: (node: Tree, step: Step) => unknown,
  named: (key: string) => string = (key) => key,
): unknown {
  return tree.kind === "list"
    ? tree.items.map((item, index) => unfold(item, index))
    : Object.fromEntries([...tree.entries].map(([key, entry]) => [named(key), unfold(entry, key)]));
}

/** How the texts of a tree, and the keys of its maps, become plain ones. */
interface Texts {
  readonly text?: (value: string, path: readonly Step[]) => string;
  readonly key?: (key: string, path: readonly Step[]) => string;
}

/** The value of a tree without references: made once, however many environments have it. */
function constant(tree: Tree): unknown {
  if (tree.kind === "leaf") {
    return typeof tree.value === "string" && tree.value.includes("${") ? VARIABLE : tree.value;
  }
  if (!constants.has(tree)) {
    let isConstant = tree.kind === "list" || ![...tree.entries.keys()].some((key) => key.includes("${"));
    const value = each(tree, (node) => {
      const inner = constant(node);
      isConstant &&= inner !== VARIABLE;
      return inner;
    });
    constants.set(tree, isConstant ? value : VARIABLE);
  }
  return constants.get(tree);
}

/** A tree as plain values; `text` and `key` may change the texts and keys that have `${` in them. */
export function plain(tree: Tree, { text = (value) => value, key = (name) => name }: Texts = {}): unknown {
  const path: Step[] = [];
  const named = (name: string) => (name.includes("${") ? key(name, path) : name);
  function unfold(node: Tree): unknown {
    const value = constant(node);
    if (value !== VARIABLE) {
      return value;
    }
    return node.kind === "leaf" ? text(String(node.value), path) : each(node, within, named);
  }
  function within(node: Tree, step: Step): unknown {
    path.push(step);
    const value = unfold(node);
    path.pop();
    return value;
  }
  return unfold(tree);
}
