import type { Backup } from "../backup";
import { placeOf, walk } from "../element";
import type { Problem } from "../problem";
import { isWritable } from "../xml";
import { ownDocuments, plainDocuments } from "./documents";

/** Every document must be well-formed XML. */
export function writable(backup: Backup): Problem[] {
  const own = ownDocuments(backup).flatMap(({ file, root }) =>
    [...walk(root)]
      .filter(([one]) => ![one.text, ...one.attributes.values()].every(isWritable))
      .map(([one, ancestors]) => ({
        file,
        place: placeOf(one, ancestors),
        message: "a character that XML cannot hold; remove it",
      })),
  );
  return [...own, ...plainDocuments(backup).problems];
}
