import type { Backup } from "../backup";
import type { Problem } from "../problem";
import { secretsIn } from "../secrets";
import { ownDocuments, plainDocuments } from "./documents";

/** No backup carries a password: it would be in git, in the archive and in a bucket. The value is not repeated here. */
export function secrets(backup: Backup): Problem[] {
  return [...ownDocuments(backup), ...plainDocuments(backup).documents].flatMap(({ file, root }) =>
    secretsIn(root).map(({ place }) => ({
      file,
      place,
      message: "holds a password, key or hash; leave it empty and set it through the console after the restore",
    })),
  );
}
