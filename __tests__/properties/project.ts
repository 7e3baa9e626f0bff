import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App, TerraformStack } from "cdktf";
import { stringify } from "yaml";
import { builders } from "../../backup/builders";
import { type Deployments, readDeployments } from "../../manifest/deployments";
import { addStacks } from "../../stacks/app";
import { Template } from "../stacks/template";

const SETTINGS = "state: { bucket: states, table: locks, region: us-west-2 }\n";

/** A folder for one manifest after another. */
export class Project {
  readonly folder = mkdtempSync(join(tmpdir(), "drydock-properties-"));

  constructor() {
    mkdirSync(join(this.folder, "docker", "app"), { recursive: true });
    writeFileSync(join(this.folder, "docker", "app", "Dockerfile"), "FROM scratch\n");
    writeFileSync(join(this.folder, "drydock.yaml"), SETTINGS);
  }

  /** Writes manifests in place of those before, and reads them. */
  read(manifests: readonly Record<string, unknown>[]): Deployments {
    const deployments = join(this.folder, "deployments");
    rmSync(deployments, { recursive: true, force: true });
    mkdirSync(deployments);
    for (const manifest of manifests) {
      writeFileSync(
        join(deployments, `${manifest["system"]}.yaml`),
        stringify(manifest, { aliasDuplicateObjects: false }),
      );
    }
    return readDeployments(this.folder);
  }

  /** The stacks that manifests without problems stand for. */
  synthesize(deployments: Deployments): Record<string, Template> {
    forgetTokens();
    const app = new App({ outdir: join(this.folder, "out") });
    addStacks(app, { root: this.folder, ...deployments, builders });
    const stacks = app.node.children.filter((child) => TerraformStack.isStack(child));
    return Object.fromEntries(stacks.map((stack) => [stack.node.id, new Template(stack.node.id, stack.toTerraform())]));
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }
}

/** Tokens of stacks before. CDKTF keeps each that there ever was, and by it its stack: 2 MB of each manifest. */
function forgetTokens(): void {
  const { stringTokenMap, numberTokenMap } = Reflect.get(globalThis, "__cdktfTokenMap");
  stringTokenMap.clear();
  numberTokenMap.clear();
}
