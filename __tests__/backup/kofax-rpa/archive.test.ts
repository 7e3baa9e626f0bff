import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { zipped } from "../../../backup/kofax-rpa/archive";
import { compose } from "../../../backup/kofax-rpa/compose";
import { child, childrenOf, textOf } from "../../../backup/kofax-rpa/element";
import { openArchive } from "../../../backup/kofax-rpa/open-archive";
import { secretsIn } from "../../../backup/kofax-rpa/secrets";
import { readXml } from "../../../backup/kofax-rpa/xml";
import { POC, SOURCES } from "./own-sources";

// Time zones are tried in processes of their own; the machine may be busy.
jest.setTimeout(300_000);

const PROD = { environment: "kofax-rpa-prod" };
const files = compose(SOURCES, PROD);
const text = (path: string) => files.get(path)!.toString("utf8");
const global = readXml("global.xml", text("global.xml"));
const project = readXml("project.xml", text("Project_Default project/project.xml"));

describe("the archive that the sources make", () => {
  it("has the console's layout at its root", async () => {
    const opened = await openArchive("Backup.zip", zipped(files));
    expect([...opened.keys()].sort()).toEqual([
      "Project_Default project/Robots/Tutorials/NewsMagazine.robot",
      "Project_Default project/Types/Post.type",
      "Project_Default project/project.xml",
      "global.xml",
      "version.txt",
    ]);
  });

  it("names version and build as the console does, without a line break at the end", () => {
    expect(text("version.txt")).toMatch(/^\d+\.\d+\.\d+\.\d+ \d+\n[0-9a-f]{40}$/);
  });

  it("has the same bytes in every time zone and whatever order the files come in", () => {
    const turned = new Map([...files].reverse());
    const hash = createHash("sha256").update(zipped(turned)).digest("hex");
    const script = `
      require("@swc/core"); const { readFileSync } = require("node:fs"); const Module = require("node:module");
      const { transformSync } = require("@swc/core");
      require.extensions[".ts"] = (module, file) => module._compile(transformSync(readFileSync(file, "utf8"), {
        jsc: { parser: { syntax: "typescript" }, target: "es2023" }, module: { type: "commonjs" } }).code, file);
      const { zipped } = require("./backup/kofax-rpa/archive.ts"); const { compose } = require("./backup/kofax-rpa/compose.ts");
      const { readFolder } = require("./backup/kofax-rpa/files.ts");
      const bytes = zipped(compose(readFolder("backup/kofax-rpa/sources"), { environment: "kofax-rpa-prod" }));
      console.log(require("node:crypto").createHash("sha256").update(bytes).digest("hex"));`;
    for (const TZ of ["America/St_Johns", "Pacific/Kiritimati"]) {
      expect(execFileSync("node", ["-e", script], { env: { ...process.env, TZ }, encoding: "utf8" }).trim()).toBe(hash);
    }
  });

  it("holds no password, key or hash anywhere", () => {
    for (const [path, content] of files) {
      if (path !== "version.txt") expect(secretsIn(readXml(path, content.toString("utf8")))).toEqual([]);
    }
  });

  it("leaves exactly one place for the hash of admin's password, and knows no other user", () => {
    expect(childrenOf(child(global, "users"), "user").map((one) => textOf(one, "userName"))).toEqual(["admin"]);
    expect(text("global.xml").split("<passwordHash/>")).toHaveLength(2);
  });

  it("has the six groups", () => {
    expect(childrenOf(child(global, "groups"), "group").map((one) => textOf(one, "name"))).toEqual([
      "KappletAdmins",
      "Developers",
      "Synchronizers",
      "KappletUsers",
      "Roboservers",
      "RPA Administrators",
    ]);
  });

  it("gives each role to its group by the group's own name, where the sources use an alias", () => {
    const mappings = childrenOf(project, "groupToRoleMapping");
    expect(mappings.map((one) => [textOf(one, "roleName"), textOf(one, "groupName")])).toEqual([
      ["Developer", "Developers"],
      ["Kapplet Administrator", "KappletAdmins"],
      ["Kapplet User", "KappletUsers"],
      ["Project Administrator", "Developers"],
      ["RoboServer", "Roboservers"],
      ["VCS Service User", "Synchronizers"],
    ]);
  });

  it("keeps databases away from Design Studio and lists no RoboServer", () => {
    expect([textOf(global, "ideClusterSpecId"), textOf(global, "ideDasClusterSpecId")]).toEqual(["-1", "-1"]);
    expect(text("global.xml")).not.toMatch(/<roboServer/i);
  });

  it("puts an environment's hosts, databases and address where the console looks for them", () => {
    const cluster = child(child(global, "clusters"), "cluster");
    const database = child(child(cluster, "settings"), "database");
    const options = childrenOf(child(global, "options"), "option");
    const option = (name: string) =>
      options.filter((one) => textOf(one, "name") === name).map((one) => textOf(one, "value"));
    expect([textOf(database, "host"), textOf(database, "schema")]).toEqual([
      "database.kofax-rpa-prod.internal:5432",
      "robot_data",
    ]);
    expect([option("LOGDB_HOST"), option("LOGDB_SCHEMA"), option("BASE_URL")]).toEqual([
      ["database.kofax-rpa-prod.internal:5432"],
      ["logs"],
      ["https://rpa.example.com/"],
    ]);
  });

  it("takes a value of --set over those of the files, in every place, escaped for XML", () => {
    const set = new Map([["cluster.name", "A & B <prod>"]]);
    const own = compose(SOURCES, { ...POC, set });
    const again = readXml("global.xml", own.get("global.xml")!.toString("utf8"));
    expect(textOf(child(child(again, "clusters"), "cluster"), "name")).toBe("A & B <prod>");
    expect(
      own.get("Project_Default project/project.xml")!.toString("utf8").split("A &amp; B &lt;prod&gt;"),
    ).toHaveLength(3);
  });

  it("points every reference to the element that is meant", () => {
    const folder = child(child(project, "rootfolder"), "folder");
    expect(child(child(project, "robot"), "folder")?.reference).toBe(folder?.id);
    expect(child(folder, "parent")?.reference).toBe(child(project, "rootfolder")?.id);
  });
});
