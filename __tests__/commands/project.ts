import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const SETTINGS = "state: { bucket: shop-states, table: shop-locks, region: us-east-1 }\n";

/** A folder with settings and one system, which commands take for the project. */
export class Project {
  readonly folder = mkdtempSync(join(tmpdir(), "project-"));

  constructor(manifest: string) {
    mkdirSync(join(this.folder, "deployments"));
    writeFileSync(join(this.folder, "drydock.yaml"), SETTINGS);
    writeFileSync(join(this.folder, "deployments/shop.yaml"), manifest);
    jest.spyOn(process, "cwd").mockReturnValue(this.folder);
  }

  /** Ends it. */
  clear(): void {
    rmSync(this.folder, { recursive: true });
  }
}
