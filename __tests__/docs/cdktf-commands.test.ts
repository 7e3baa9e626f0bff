import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  checkIfAllDependantsAreIncluded,
  checkIfAllDependenciesAreIncluded,
  getMultipleStacks,
} from "@cdktf/cli-core/src/lib/helpers/stack-helpers";
import { App } from "cdktf";
import { builders } from "../../backup/builders";
import { readDeployments } from "../../manifest/deployments";
import { addStacks } from "../../stacks/app";

const ROOT = join(__dirname, "../..");
const ALONE = "--ignore-missing-stack-dependencies";

/** What guides that are about no system in particular call theirs. */
const EXAMPLES: Record<string, string> = {
  "sliderule-<environment>": "sliderule-test",
  "<system>": "idmcdb",
  "<environment>": "staging",
  "acme-prod": "idmcdb-prod",
};

function guides(): string[] {
  const docs = readdirSync(join(ROOT, "docs")).map((name) => `docs/${name}`);
  const images = readdirSync(join(ROOT, "docker"), { recursive: true }).map((name) => `docker/${name}`);
  return ["README.md", ...docs, ...images].filter((name) => name.endsWith(".md"));
}

/** `cdktf deploy` and `cdktf destroy` with stacks, as guides write them, and where. */
function commands(): [guide: string, verb: string, words: string[], only?: string][] {
  return guides().flatMap((guide) => {
    const text = readFileSync(join(ROOT, guide), "utf8");
    const found = text.matchAll(/(?:DRYDOCK_ONLY=(\S+) )?npx cdktf (deploy|destroy) ([^`#\n]+)/g);
    return [...found].flatMap(([, only, verb, rest]): [string, string, string[], string?][] => {
      const named = Object.entries(EXAMPLES).reduce((line, [from, to]) => line.replaceAll(from, to), rest!);
      const words = named.match(/'[^']+'|[^\s']+/g)!.map((word) => word.replaceAll("'", ""));
      // Prose may follow where a command is not set apart.
      const stacks = words.filter((word) => /^(--|\*|[a-z-]+-)/.test(word));
      return stacks.length > 0 ? [[guide, verb!, stacks, only]] : [];
    });
  });
}

/** The stacks of the project as the CDKTF CLI knows them. */
function projectStacks(only?: string) {
  const outdir = mkdtempSync(join(tmpdir(), "drydock-synth-"));
  try {
    const app = new App({ outdir });
    addStacks(app, { root: ROOT, ...readDeployments(ROOT, only), builders });
    app.synth();
    return Object.values(JSON.parse(readFileSync(join(outdir, "manifest.json"), "utf8")).stacks) as never[];
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

const all = projectStacks();

it("finds the commands of guides", () => expect(commands().length).toBeGreaterThan(40));

it.each(commands())("%s: cdktf %s %j names all that the CLI asks for", (_guide, verb, words, only) => {
  const stacks = only ? projectStacks(only) : all;
  const patterns = words.filter((word) => word !== ALONE);
  const chosen = getMultipleStacks(stacks, patterns, verb);
  const alone = words.includes(ALONE);
  // With that option the CLI keeps no order, so it is for a single stack.
  expect(alone ? chosen.length : 1).toBe(1);
  const check = verb === "deploy" ? checkIfAllDependenciesAreIncluded : checkIfAllDependantsAreIncluded;
  expect(() => alone || check(chosen, stacks)).not.toThrow();
});
