import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { zipSync } from "fflate";

/** Writes a wheel with one module into a folder; returns the line of a requirements file for it. */
export function writeWheel(folder: string, name: string, version: string, platform = "any"): string {
  const info = `${name}-${version}.dist-info`;
  const text = (content: string) => Buffer.from(content);
  const wheel = Buffer.from(
    zipSync({
      [`${name}/__init__.py`]: text(`version = "${version}"\n`),
      [`${info}/METADATA`]: text(`Metadata-Version: 2.1\nName: ${name}\nVersion: ${version}\n`),
      [`${info}/WHEEL`]: text(`Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-${platform}\n`),
      [`${info}/RECORD`]: text(`${name}/__init__.py,,\n${info}/METADATA,,\n${info}/WHEEL,,\n${info}/RECORD,,\n`),
    }),
  );
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${name}-${version}-py3-none-${platform}.whl`), wheel);
  return `${name}==${version} \\\n    --hash=sha256:${createHash("sha256").update(wheel).digest("hex")}\n`;
}
