import { type Element, walk } from "./element";
import type { Source } from "./source-form";

/** Other names of groups, each with the group's own. */
export type Aliases = ReadonlyMap<string, string>;

/** The aliases that the section of groups declares. */
export function aliasesIn(groups: Source | undefined): Aliases {
  const listed = groups instanceof Map ? groups.get("group") : undefined;
  const all = Array.isArray(listed) ? listed : [listed];
  return new Map(
    all.flatMap((one) => {
      if (!(one instanceof Map)) return [];
      const [name, aliases] = [one.get("name"), one.get("$aliases")];
      return Array.isArray(aliases) ? aliases.map((alias) => [String(alias), String(name)] as const) : [];
    }),
  );
}

/** Writes the group's own name wherever an alias refers to it. */
export function resolveAliases(root: Element, aliases: Aliases): void {
  for (const [element] of walk(root)) {
    if (element.name === "groupName") element.text = aliases.get(element.text) ?? element.text;
  }
}
