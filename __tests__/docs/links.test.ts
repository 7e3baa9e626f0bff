import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

const ROOT = join(__dirname, "../..");
const GUIDES = [
  ...readdirSync(join(ROOT, "docs")).map((name) => `docs/${name}`),
  "docker/idmcdb/web/README.md",
  "docker/idmcdb/worker/README.md",
  "backup/kofax-rpa/README.md",
  ...["kapplets", "management-console", "roboserver", "robot-file-system", "synchronizer"].map(
    (image) => `docker/kofax-rpa/${image}/README.md`,
  ),
].filter((path) => path.endsWith(".md"));

/** The anchor that GitHub makes of a heading. */
function anchor(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, "")
    .replaceAll(" ", "-");
}

function anchors(path: string): string[] {
  return [...readFileSync(path, "utf8").matchAll(/^#+ (.+)$/gm)].map(([, heading]) => anchor(heading!));
}

test.each(GUIDES)("the links of %s lead somewhere", (guide) => {
  const text = readFileSync(join(ROOT, guide), "utf8");
  const links = [...text.matchAll(/\]\((?!https?:)([^)#]*)(#[^)]+)?\)/g)];
  const broken = links.filter(([, file, fragment]) => {
    const path = file === "" ? join(ROOT, guide) : join(ROOT, dirname(guide), file!);
    return !existsSync(path) || (fragment !== undefined && !anchors(path).includes(fragment.slice(1)));
  });
  expect(broken.map(([link]) => link)).toEqual([]);
});
