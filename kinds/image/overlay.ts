import { suggestion } from "../../language/diagnostics/nearest";
import { at, type Branch, keysOf, type PlacedDiagnostic, type Tree } from "../../language/yaml/tree";

/** What an environment may say of images, and what is wrong with the rest. */
export interface ImageOverlay {
  readonly own: Branch;
  readonly diagnostics: readonly PlacedDiagnostic[];
}

const TAG_ONLY = "an environment can only set `tag` of an image; the rest is the system's, shared by its environments";

function isTag([key]: readonly [string, Tree]): boolean {
  return key === "tag";
}

/** An image is built once for all environments: an environment's own part can set its tag, or remove it with `null`. */
export function imageOverlay(base: Branch, own: Branch): ImageOverlay {
  const images = at(own, ["images"]);
  if (images?.kind !== "branch") {
    return { own, diagnostics: [] };
  }
  const known = keysOf(base, "images");
  const diagnostics: PlacedDiagnostic[] = [];
  const entries = new Map<string, Tree>();
  for (const [name, image] of images.entries) {
    if (image.kind !== "branch") {
      entries.set(name, image);
    } else if (!known.includes(name)) {
      const message = `there is no image \`${name}\` in the system; ${suggestion(name, known, "add it there")}`;
      diagnostics.push({ ...image.key, path: image.path, message });
    } else {
      const others = [...image.entries].filter((entry) => !isTag(entry));
      diagnostics.push(...others.map(([, { key, path }]) => ({ ...key, path, message: TAG_ONLY })));
      entries.set(name, { ...image, entries: new Map([...image.entries].filter(isTag)) });
    }
  }
  return { own: { ...own, entries: new Map(own.entries).set("images", { ...images, entries }) }, diagnostics };
}
