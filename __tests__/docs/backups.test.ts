import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { complaints } from "../manifest/project";

const text = readFileSync(join(__dirname, "../../docs/backups.md"), "utf8");
const [database, , clone] = [...text.matchAll(/^```yaml\n([\s\S]*?)^```/gm)].map(([, yaml]) => parse(yaml!));

const SYSTEM = {
  system: "shop",
  region: "us-east-1",
  account: "111122223333",
  images: { web: { pull: "nginx:1.29.0" } },
  environments: { prod: {} },
};

it("the manifest of every way back is one", () => {
  expect(complaints(stringify({ ...SYSTEM, ...database }))).toEqual([]);
});

it("the manifest of a test database from the live one is one", () => {
  const databases = { ...database.databases, ...clone.databases };
  const images = { ...SYSTEM.images, ...clone.images };
  expect(complaints(stringify({ ...SYSTEM, ...clone, databases, images }))).toEqual([]);
});
