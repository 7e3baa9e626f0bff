import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { zipped } from "../../../backup/kofax-rpa/archive";
import { run } from "../../../backup/kofax-rpa/build";
import { FOLDER } from "./own-sources";

const folder = mkdtempSync(join(tmpdir(), "backup-"));
const at = (name: string) => join(folder, name);
let said = "";

beforeEach(() => {
  said = "";
  const note = (text: unknown) => {
    said += `${text}\n`;
    return true;
  };
  jest.spyOn(console, "log").mockImplementation(note);
  jest.spyOn(console, "error").mockImplementation(note);
  jest.spyOn(process.stdout, "write").mockImplementation(note);
  jest.spyOn(process.stderr, "write").mockImplementation(note);
});
afterEach(() => jest.restoreAllMocks());
afterAll(() => rmSync(folder, { recursive: true }));

const POC = ["--environment", "kofax-rpa-poc", "--from", FOLDER];

describe("npm run backup", () => {
  it("builds, unpacks and builds the same again", async () => {
    expect(await run([...POC, "--output", at("one.zip")])).toBe(0);
    expect(await run(["--unpack", at("one.zip"), "--into", at("sources")])).toBe(0);
    expect(await run(["--from", at("sources"), "--output", at("two.zip")])).toBe(0);
    expect(readFileSync(at("two.zip")).equals(readFileSync(at("one.zip")))).toBe(true);
    expect(said).toMatch(/one\.zip: \d+ bytes/);
    expect(readdirSync(folder).filter((name) => name.includes("unfinished"))).toEqual([]);
  });

  it("writes nothing when something is wrong, and leaves what was there", async () => {
    writeFileSync(at("kept.zip"), "old");
    expect(await run([...POC, "--set", "database.password=x", "--output", at("kept.zip")])).toBe(1);
    expect(readFileSync(at("kept.zip"), "utf8")).toBe("old");
    expect(await run([...POC, "--set", "nonsense=x", "--output", at("new.zip")])).toBe(1);
    expect(existsSync(at("new.zip"))).toBe(false);
  });

  it("unpacks nothing of a hostile archive", async () => {
    writeFileSync(at("evil.zip"), zipped(new Map([["../evil.txt", Buffer.from("x")]])));
    expect(await run(["--unpack", at("evil.zip"), "--into", at("evil")])).toBe(1);
    expect([existsSync(at("evil")), existsSync(at("evil.txt"))]).toEqual([false, false]);
  });

  it.each([
    ["an unknown option", ["--enviroment", "x"], /--environment/],
    ["a --set without a value", ["--set", "x"], /key=value/],
    ["--unpack without --into", ["--unpack", "x.zip"], /--into/],
    ["--into without --unpack", ["--into", "x"], /--unpack/],
    [
      "an environment for --unpack",
      ["--unpack", "x.zip", "--into", "y", "--environment", "z"],
      /takes no --environment/,
    ],
    ["an archive that is not there", ["--unpack", "x.zip", "--into", "y"], /x\.zip: no such file/],
    ["sources that are not there", ["--from", "nowhere"], /nowhere: no such folder/],
    ["a folder that holds something", ["--unpack", join(FOLDER, "groups.yaml"), "--into", FOLDER], /not empty/],
    ["arguments without an option", ["prod"], /too many arguments/],
  ])("answers %s with exit code 2", async (_name, args, message) => {
    expect(await run(args)).toBe(2);
    expect(said).toMatch(message);
  });

  it("explains itself with examples and exit codes", async () => {
    expect(await run(["--help"])).toBe(0);
    expect(said).toMatch(/Examples:[\s\S]*--unpack Backup\.zip --into[\s\S]*Exit codes: 0 /);
  });
});
