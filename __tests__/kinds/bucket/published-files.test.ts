import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { builders } from "../../../backup/builders";
import { readFolder } from "../../../backup/kofax-rpa/files";
import { openArchive } from "../../../backup/kofax-rpa/open-archive";
import { PublishedFiles } from "../../../kinds/bucket/stack/published-files";
import { synthesize, type Template } from "../../stacks/template";

const SOURCES = resolve(__dirname, "../../../backup/kofax-rpa/sources");
const place = { environment: "shop-test", bucket: "setup", key: "a/Backup.zip" };
let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "drydock-files-"));
});
afterEach(() => rmSync(root, { recursive: true }));

function write(name: string, content: string | Buffer): void {
  mkdirSync(join(root, name, ".."), { recursive: true });
  writeFileSync(join(root, name), content);
}

const path = (file: Parameters<PublishedFiles["path"]>[0]) =>
  new PublishedFiles({ root, builders, manifest: "deployments/shop.yaml" }).path(file, place);

describe("a file of the project", () => {
  it("says where it is asked for when it is not there", () =>
    expect(() => path("docs/terms.pdf")).toThrow(
      "deployments/shop.yaml buckets.setup.files.a/Backup.zip (shop-test): docs/terms.pdf is not there; correct the path, or make the file",
    ));

  it("is no folder", () => {
    mkdirSync(join(root, "docs"));
    expect(() => path("docs")).toThrow("docs is not a file");
  });

  it("is no link to a file elsewhere", () => {
    symlinkSync(__filename, join(root, "terms.pdf"));
    expect(() => path("terms.pdf")).toThrow("terms.pdf is a link out of the project; copy it");
  });
});

describe("a backup of Kofax RPA that is built", () => {
  const build = { build: "kofax-rpa", values: {} } as const;
  beforeEach(() => {
    for (const [name, content] of readFolder(SOURCES)) write(`backup/kofax-rpa/sources/${name}`, content);
  });

  it("is what the sources say for an environment, with the manifest's values above them", async () => {
    const file = path({ ...build, environment: "kofax-rpa-prod", values: { baseUrl: "https://rpa.shop.org/" } });
    const archive = readFolder(join(file, "..")).get("Backup.zip")!;
    const content = (await openArchive("Backup.zip", archive)).get("global.xml")!.toString("utf8");
    expect(content).toContain("https://rpa.shop.org/");
    expect(content).toContain("robot_data");
  });

  it("tells everything that is wrong with the sources and the values, and is not built then", () => {
    const values = { "database.host": "db:5432", "admin.password": "x", bseUrl: "y" };
    write("backup/kofax-rpa/sources/environments/odd.yaml", "databse.host: db:5432\n");
    expect(() => path({ ...build, environment: "odd", values })).toThrow(
      /cannot be built:\n {2}backup\/kofax-rpa\/sources\/environments\/odd.yaml databse.host: unknown.*\n {2}values admin.password: a password.*\n {2}values bseUrl: unknown; did you mean `baseUrl`\?/,
    );
  });
});

describe("files in a bucket", () => {
  const manifest = (settings: string) => `system: shop
region: us-west-2
buckets: { setup: { files: ${settings} } }
environments: { test: { disposable: true } }
`;

  function data(settings: string): Template {
    write("drydock.yaml", "state: { bucket: states, table: locks, region: us-west-2 }\n");
    write("deployments/shop.yaml", manifest(settings));
    return synthesize(root)["shop-test-data"]!;
  }

  it("are put there after its versions and its encryption", () => {
    write("terms.txt", "one");
    expect(data("{ legal/terms.txt: terms.txt }").one("aws_s3_object")).toMatchObject({
      bucket: "${aws_s3_bucket.setup_bucket.bucket}",
      key: "legal/terms.txt",
      depends_on: [
        "aws_s3_bucket_versioning.setup_versioning",
        "aws_s3_bucket_server_side_encryption_configuration.setup_encryption",
      ],
    });
  });

  it("show as a change when their content changes, and only then", () => {
    write("terms.txt", "one");
    const before = data("{ terms.txt: terms.txt }").json["resource"];
    write("terms.txt", "one");
    expect(data("{ terms.txt: terms.txt }").json["resource"]).toEqual(before);
    write("terms.txt", "two");
    const after = data("{ terms.txt: terms.txt }").one("aws_s3_object");
    const [object] = Object.values(before.aws_s3_object) as Record<string, unknown>[];
    expect(after["source_hash"]).not.toBe(object!["source_hash"]);
  });

  it("keep their addresses beside others whose names look alike", () => {
    write("terms.txt", "one");
    const [only] = Object.keys(data("{ a/b.txt: terms.txt }").all("aws_s3_object"));
    const several = Object.keys(data("{ a-b.txt: terms.txt, a/b.txt: terms.txt }").all("aws_s3_object"));
    expect(several).toHaveLength(2);
    expect(several).toContain(only);
  });
});
