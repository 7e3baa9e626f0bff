import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { format } from "../../language/diagnostics/diagnostic";
import { readDeployments } from "../../manifest/deployments";
import { inProject, read, SETTINGS, SHOP } from "./project";

function lines(root: string, only?: string): string[] {
  return readDeployments(root, only).diagnostics.map(format);
}

const SOUND = { "drydock.yaml": SETTINGS, "deployments/shop.yaml": SHOP };

describe("files that cannot be read", () => {
  it("says that there is no folder", () => {
    inProject({ "drydock.yaml": SETTINGS }, (root) => {
      expect(lines(root)).toEqual([
        "deployments:1:1: is not a folder that can be read; create it, with one file for each system",
      ]);
    });
  });

  it("says that the project's own file is missing, and gives no systems without it", () => {
    inProject({ "deployments/shop.yaml": SHOP }, (root) => {
      const { systems, diagnostics } = readDeployments(root);
      expect(diagnostics.map(format)).toEqual(["drydock.yaml:1:1: is not there; create it"]);
      expect(systems).toEqual([]);
    });
  });

  it("says what is wrong with the project's own file", () => {
    const settings = "state: { bucket: Shop, tables: locks, region: us-west-2 }\n";
    inProject({ ...SOUND, "drydock.yaml": settings }, (root) => {
      expect(lines(root)).toEqual([
        "drydock.yaml:1:1 state.table: is missing; write text (DynamoDB table that holds the locks.)",
        "drydock.yaml:1:18 state.bucket: `Shop` is not a bucket name; use 3 to 63 lower-case letters, digits, dots and hyphens",
        "drydock.yaml:1:24 state.tables: there is no `tables` here; did you mean `table`?",
      ]);
    });
  });

  it("does not read a file of 10 MB", () => {
    inProject(SOUND, (root) => {
      truncateSync(join(root, "deployments/shop.yaml"), 10_000_000);
      expect(lines(root)).toEqual([
        "deployments/shop.yaml:1:1: has 10000000 bytes, and at most 1048576 are read; make it several systems, each with a file of its own",
      ]);
    });
  });

  it("does not follow a broken link, and does not read a folder", () => {
    inProject(SOUND, (root) => {
      symlinkSync("nowhere.yaml", join(root, "deployments/link.yaml"));
      symlinkSync("loop.yaml", join(root, "deployments/loop.yaml"));
      mkdirSync(join(root, "deployments/folder.yaml"));
      expect(lines(root)).toEqual([
        "deployments/folder.yaml:1:1: is not a file; put a YAML file here",
        "deployments/link.yaml:1:1: is not there; create it",
        "deployments/loop.yaml:1:1: is a symbolic link that leads to itself; put the file here",
      ]);
    });
  });

  it("reads a file with a byte order mark and Windows line ends", () => {
    expect(read({ shop: `\uFEFF${SHOP.replaceAll("\n", "\r\n")}` }).diagnostics).toEqual([]);
  });

  it("does nothing to the terminal that shows what is wrong", () => {
    const [key, value] = ["\u001b[2J", "a\u202eb\nc"].map((text) => JSON.stringify(text));
    const { diagnostics } = read({ shop: `system: shop\n${key}: 1\nregion: ${value}\nenvironments: { test: {} }\n` });
    expect(diagnostics.map(format)).toEqual([
      expect.stringMatching(/^deployments\/shop.yaml:2:1 \["\\u001b\[2J"\]: there is no `\\u\{1b\}\[2J` here; choose /),
      "deployments/shop.yaml:3:9 region: `a\\u{202e}b\\u{a}c` is not an AWS region; write it like us-west-2",
    ]);
  });

  it("says that a file has the wrong extension", () => {
    inProject({ ...SOUND, "deployments/other.yml": SHOP, "deployments/README.md": "# notes" }, (root) => {
      expect(lines(root)).toEqual(["deployments/other.yml:1:1: is not read; name it with .yaml"]);
    });
  });

  it("reads the files that are sound", () => {
    inProject({ ...SOUND, "deployments/broken.yaml": "system: [" }, (root) => {
      const { systems, diagnostics } = readDeployments(root);
      expect(systems.map(({ name }) => name)).toEqual(["shop"]);
      expect(diagnostics.map(({ file }) => file)).toEqual(["deployments/broken.yaml"]);
    });
  });

  it("does not open files of systems that are not wanted", () => {
    inProject(SOUND, (root) => {
      writeFileSync(join(root, "deployments/broken.yaml"), new Uint8Array([0]));
      expect(lines(root, "shop-*")).toEqual([]);
      expect(lines(root, "broken,shop")).toHaveLength(1);
    });
  });
});
