import { childrenOf, type Element, textOf, walk } from "./element";

/** Names that an address can hold; other elements are counted. */
const READABLE = /^[\p{L}\p{N}_][\p{L}\p{N} _.-]*$/u;

/** The elements that carry an id. */
export function elementsById(root: Element): Map<string, Element> {
  return new Map([...walk(root)].flatMap(([one]) => (one.id === undefined ? [] : [[one.id, one] as const])));
}

/** References that point to nothing. */
export function dangling(root: Element): Element[] {
  const byId = elementsById(root);
  return [...walk(root)].map(([one]) => one).filter(({ reference }) => reference !== undefined && !byId.has(reference));
}

/** Where an element is, readable and stable when others are added: `/project/rootfolder/folder[Tutorials]`. */
export function addressOf(root: Element, target: Element): string {
  const ancestors = [...walk(root)].find(([one]) => one === target)![1];
  const path = [...ancestors, target];
  return path.map((one, index) => `/${one.name}${selector(path[index - 1], one)}`).join("");
}

function selector(parent: Element | undefined, element: Element): string {
  const same = childrenOf(parent, element.name);
  if (same.length < 2) return "";
  const name = textOf(element, "name");
  const isUnique = same.filter((one) => textOf(one, "name") === name).length === 1;
  return isUnique && READABLE.test(name) ? `[${name}]` : `[#${same.indexOf(element) + 1}]`;
}

/** Gives elements their ids in document order and turns addresses into ids; calls back for an address that is nowhere. */
export function numbered(root: Element, missing: (address: string) => void): Element {
  const all = [...walk(root)].map(([one]) => one);
  const pointers = all
    .filter(({ reference }) => reference !== undefined)
    .map((one) => [one, found(root, one.reference!)] as const);
  for (const [pointer, target] of pointers) {
    if (target === undefined) missing(pointer.reference!);
    else target.id ??= "?";
  }
  all
    .filter(({ id }) => id !== undefined)
    .forEach((one, index) => {
      one.id = String(index + 1);
    });
  for (const [pointer, target] of pointers) pointer.reference = target?.id;
  return root;
}

function found(root: Element, address: string): Element | undefined {
  const [, ...steps] = address.split("/");
  let here: Element | undefined = { name: "", attributes: new Map(), children: [root], text: "" };
  for (const step of steps) {
    const [, name = "", select] = /^([^[\]]+)(?:\[(.+)\])?$/.exec(step) ?? [];
    const same: Element[] = childrenOf(here, name);
    here =
      select === undefined
        ? same[0]
        : same.find((one, index) => `#${index + 1}` === select || textOf(one, "name") === select);
  }
  return steps.length === 0 ? undefined : here;
}
