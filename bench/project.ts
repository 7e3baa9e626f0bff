import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parse, parseDocument, stringify } from "yaml";
import { environments, STATE } from "./environments";

const MANIFEST = "deployments/sliderule.yaml";

interface Parts {
  readonly images: Record<string, { readonly build?: string | { readonly context: string } }>;
  readonly permissions: { readonly provisioning: unknown };
  readonly boundaries: { readonly clusters: unknown };
}

/** Makes a project with `count` SlideRule environments in a folder: this project's manifest and build contexts. */
export function makeProject(root: string, folder: string, count: number): void {
  const manifest = parseDocument(readFileSync(join(root, MANIFEST), "utf8"));
  const settings = environments(count).map(({ name, ...rest }) => [name, rest] as const);
  manifest.set("environments", manifest.createNode(Object.fromEntries(settings)));
  mkdirSync(join(folder, dirname(MANIFEST)), { recursive: true });
  writeFileSync(join(folder, MANIFEST), manifest.toString());
  writeFileSync(join(folder, "drydock.yaml"), stringify({ state: STATE }));
  const { images, permissions, boundaries } = parse(manifest.toString()) as Parts;
  // The plain program keeps its longest policies in files too, so that a change of permissions leaves it as it is.
  writeFileSync(join(folder, "permissions.json"), JSON.stringify(permissions.provisioning));
  writeFileSync(join(folder, "boundary.json"), JSON.stringify(boundaries.clusters));
  for (const { build } of Object.values(images)) {
    const context = typeof build === "string" ? build : build?.context;
    if (context) cpSync(join(root, context), join(folder, context), { recursive: true });
  }
}
