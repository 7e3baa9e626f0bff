import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { synthesize, type Template } from "../../stacks/template";
import { ROOT } from "./adilas";

/** The text of every stack of adilas, with its manifest changed. */
export function changed(change: (manifest: string) => string): Record<string, string> {
  const root = mkdtempSync(join(tmpdir(), "adilas-"));
  try {
    mkdirSync(join(root, "deployments"));
    writeFileSync(
      join(root, "deployments/adilas.yaml"),
      change(readFileSync(join(ROOT, "deployments/adilas.yaml"), "utf8")),
    );
    writeFileSync(join(root, "drydock.yaml"), readFileSync(join(ROOT, "drydock.yaml")));
    for (const folder of ["docker/adilas", "docker/drydock"])
      cpSync(join(ROOT, folder), join(root, folder), { recursive: true });
    // Some stacks name the folder of the project, which is another one each time.
    const written = ({ json }: Template) => JSON.stringify(json).replaceAll(root, "<project>");
    return Object.fromEntries(
      Object.entries(synthesize(root, "adilas")).map(([name, stack]) => [name, written(stack)]),
    );
  } finally {
    rmSync(root, { recursive: true });
  }
}

export const before = changed((manifest) => manifest);

/** The stacks that are not the same to the byte when the manifest is changed. */
export function differing(more: Record<string, string>): string[] {
  return Object.keys(before).filter((name) => more[name] !== before[name]);
}

/** Arguments of a stack's resources, by address. */
export function resources(text: string): Map<string, string> {
  const all: Record<string, object> = JSON.parse(text).resource;
  return new Map(
    Object.entries(all).flatMap(([type, those]) =>
      Object.entries(those).map(([name, args]) => [`${type}.${name}`, JSON.stringify(args)] as const),
    ),
  );
}
