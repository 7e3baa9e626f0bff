import { suggestion } from "../../../language/diagnostics/nearest";
import type { Backup } from "../backup";
import { child, childrenOf, placeOf, textOf, walk } from "../element";
import { SECTIONS } from "../layout";
import type { Problem } from "../problem";
import { ownDocuments } from "./documents";

/** Groups and roles that are referred to must exist, and no group twice. */
export function members(backup: Backup): Problem[] {
  const groups = childrenOf(child(backup.global, "groups"), "group").map((one) => textOf(one, "name"));
  const known = new Map([
    ["groupName", { what: "group", names: groups, where: SECTIONS.get("groups") }],
    ["roleName", { what: "role", names: backup.roles, where: "console.yaml" }],
  ]);
  const unknown = ownDocuments(backup).flatMap(({ file, root }) =>
    [...walk(root)].flatMap(([one, ancestors]): Problem[] => {
      const kind = known.get(one.name);
      if (kind === undefined || kind.names.includes(one.text)) return [];
      const remedy = suggestion(one.text, kind.names, `add it to ${kind.where}`);
      return [
        {
          file,
          place: placeOf(one, ancestors),
          message: `\`${one.text}\` is no ${kind.what} of ${kind.where}; ${remedy}`,
        },
      ];
    }),
  );
  return [...unknown, ...twice(groups)];
}

function twice(groups: readonly string[]): Problem[] {
  const repeated = groups.filter((name, index) => groups.indexOf(name) !== index);
  return repeated.map((name) => ({
    file: "groups.yaml",
    place: `group[${name}]`,
    message: "is there twice; remove one",
  }));
}
