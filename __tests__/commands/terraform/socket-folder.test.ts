import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SocketFolder } from "../../../commands/terraform/socket-folder";

describe("the folder of a shared provider's socket", () => {
  const parent = mkdtempSync(join(tmpdir(), "drydock-test-"));
  const dead = spawnSync("true").pid;
  afterAll(() => rmSync(parent, { recursive: true }));

  function left(name: string, server?: number): string {
    const folder = join(parent, name);
    mkdirSync(folder);
    if (server !== undefined) writeFileSync(join(folder, "pid"), String(server));
    return folder;
  }

  it("takes the place of those that killed commands have left, unless their provider still serves", () => {
    const abandoned = [left(`drydock-${dead}-abcdef`), left(`drydock-${dead}-bcdefg`, dead)];
    const kept = [
      left(`drydock-${dead}-cdefgh`, process.pid),
      left(`drydock-${process.pid}-defghi`),
      left(`drydock-test-${dead}`),
    ];
    const folder = new SocketFolder(parent);
    expect(abandoned.filter((one) => existsSync(one))).toEqual([]);
    expect(kept.filter((one) => !existsSync(one))).toEqual([]);
    expect(existsSync(folder.path)).toBe(true);
    folder.remove();
    expect(existsSync(folder.path)).toBe(false);
  });
});
