/** An XML element as the console serializes objects: some carry an `id`, and others point to it by `reference`. */
export interface Element {
  readonly name: string;
  /** The attributes other than `id` and `reference`, in their order. */
  readonly attributes: Map<string, string>;
  id?: string;
  reference?: string;
  readonly children: Element[];
  /** The text of an element without children. */
  text: string;
}

/** The first child of that name. */
export function child(element: Element | undefined, name: string): Element | undefined {
  return element?.children.find((one) => one.name === name);
}

/** The children of that name. */
export function childrenOf(element: Element | undefined, name: string): Element[] {
  return element?.children.filter((one) => one.name === name) ?? [];
}

/** The text of the first child of that name; empty when there is none. */
export function textOf(element: Element | undefined, name: string): string {
  return child(element, name)?.text ?? "";
}

/** The element and all below it, in document order, each with its ancestors from the root down. */
export function* walk(element: Element, ancestors: Element[] = []): Generator<[Element, Element[]]> {
  yield [element, ancestors];
  const path = [...ancestors, element];
  for (const one of element.children) yield* walk(one, path);
}

/** Where an element is, for a person: `clusters/cluster[Non Production]/settings`. */
export function placeOf(element: Element, ancestors: readonly Element[]): string {
  return [...ancestors.slice(1), element].map(named).join("/");
}

function named(element: Element): string {
  const name = element.attributes.get("name") ?? (textOf(element, "name") || textOf(element, "userName"));
  return name === "" ? element.name : `${element.name}[${name}]`;
}
