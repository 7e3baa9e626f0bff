import { circles, crowded, type SourceFile, sourceFiles } from "./house";

/** A room, which files are in it, and the rooms that these may import. */
interface Room {
  readonly has: RegExp;
  readonly imports: readonly string[];
  /** Whether constructs may be made here. */
  readonly cdktf: boolean;
}

/** The first room that has a file is the file's. */
const ROOMS: Readonly<Record<string, Room>> = {
  aws: { has: /^aws\//, imports: ["aws"], cdktf: false },
  language: { has: /^language\//, imports: ["aws", "language"], cdktf: false },
  "kinds' stacks": {
    has: /^kinds\/.*\b(stack|contexts)\//,
    imports: ["aws", "language", "kinds", "kinds' stacks", "modules"],
    cdktf: true,
  },
  kinds: { has: /^kinds\//, imports: ["aws", "language", "kinds"], cdktf: false },
  manifest: { has: /^manifest\//, imports: ["aws", "language", "kinds", "manifest"], cdktf: false },
  modules: { has: /^modules\//, imports: ["aws", "modules"], cdktf: true },
  stacks: {
    has: /^stacks\//,
    imports: ["aws", "language", "kinds", "kinds' stacks", "manifest", "modules", "stacks"],
    cdktf: true,
  },
  commands: {
    has: /^commands\//,
    imports: ["aws", "language", "kinds", "manifest", "commands", "backup"],
    cdktf: false,
  },
  backup: { has: /^backup\//, imports: ["backup", "language"], cdktf: false },
};

const files = sourceFiles();

function roomOf(path: string): string | undefined {
  return Object.keys(ROOMS).find((name) => ROOMS[name]!.has.test(path));
}

function strangers({ path, imports }: SourceFile): string[] {
  const room = roomOf(path);
  const allowed = room === undefined ? undefined : ROOMS[room]!.imports;
  return imports
    .filter((other) => allowed && !allowed.includes(roomOf(other) ?? ""))
    .map((other) => `${path} imports ${other}`);
}

describe("the map of the house", () => {
  it("has a room for every file of the rooms", () => {
    expect(files.length).toBeGreaterThan(300);
    expect(files.filter(({ path }) => path.startsWith("kinds/") && path.includes("/stack/")).length).toBeGreaterThan(
      50,
    );
  });

  it("has no circle of files that import each other", () => expect(circles(files)).toEqual([]));

  it("shows a circle where there is one", () => {
    const file = (path: string, ...imports: string[]): SourceFile => ({ path, imports, packages: [] });
    expect(circles([file("a", "b"), file("b", "c"), file("c", "b")])).toEqual(["b → c → b"]);
  });

  // `modules/` has a folder for each AWS service, however many there are.
  it("has no folder with more than 25 entries", () =>
    expect(crowded(25).filter((folder) => !folder.startsWith("modules:"))).toEqual([]));

  it("lets rooms import only what CONTRIBUTING's map says", () => expect(files.flatMap(strangers)).toEqual([]));

  it("lets a kind ask AWS only in its `endpoint.ts`", () => {
    const askers = files.filter(({ packages }) => packages.some((name) => name.startsWith("@aws-sdk/")));
    const ofKinds = askers.map(({ path }) => path).filter((path) => path.startsWith("kinds/"));
    expect(ofKinds.filter((path) => !/^kinds\/[^/]+\/endpoint\.ts$/.test(path))).toEqual([]);
    expect(ofKinds).toContain("kinds/database/endpoint.ts");
  });

  it("makes constructs only in modules, stacks and the stacks of kinds", () => {
    const makers = files.filter(({ packages }) => packages.some((name) => /^(cdktf|constructs|@cdktf\/)/.test(name)));
    const outside = makers.filter(({ path }) => ROOMS[roomOf(path) ?? ""]?.cdktf === false);
    expect(outside.map(({ path }) => path)).toEqual([]);
  });
});
