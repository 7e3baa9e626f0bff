import fc from "fast-check";
import { type Files, zipped } from "../../../backup/kofax-rpa/archive";
import { compose } from "../../../backup/kofax-rpa/compose";
import { type Element, walk } from "../../../backup/kofax-rpa/element";
import { openArchive } from "../../../backup/kofax-rpa/open-archive";
import { fromSource } from "../../../backup/kofax-rpa/source-form";
import { unpack } from "../../../backup/kofax-rpa/unpack";
import { isWritable, readXml, writeXml } from "../../../backup/kofax-rpa/xml";
import { readYaml, writeYaml } from "../../../backup/kofax-rpa/yaml";
import { SOURCES } from "./own-sources";

// Hundreds of archives are built; the machine may be busy with other tests.
jest.setTimeout(300_000);

const VERSION = Buffer.from(`11.5.0.1 77\n${"ab".repeat(20)}`);
const text = fc.string({ unit: "binary", maxLength: 12 }).filter(isWritable);
const word = fc.constantFrom(
  "",
  "true",
  "010",
  "{{open}}",
  "{{x}}",
  "{{{",
  " ",
  "\r\n",
  "\u2028",
  "- a",
  "# b",
  "~",
  "&lt;",
);
const name = fc.constantFrom("name", "value", "option", "folder", "item", "newThing", "_x-1.y");

/** Elements as a console might write them: any texts, orders, classes and ids. */
const { tree } = fc.letrec<{ tree: Element }>((tie) => ({
  tree: fc
    .record({
      name,
      attributes: fc.dictionary(
        fc.constantFrom("class", "version", "mode"),
        fc.oneof(text, word, fc.constant("vector")),
        { maxKeys: 2 },
      ),
      id: fc.option(fc.constant("?"), { nil: undefined }),
      children: fc.oneof({ depthSize: "small" }, fc.constant<Element[]>([]), fc.array(tie("tree"), { maxLength: 4 })),
      text: fc.oneof(text, word),
    })
    .map(
      ({ attributes, children, text, ...rest }): Element => ({
        ...rest,
        attributes: new Map(
          Object.entries(attributes).sort(([a], [b]) => Number(b === "class") - Number(a === "class")),
        ),
        children,
        text: children.length > 0 ? "" : text,
      }),
    ),
}));

/** A whole document with ids in order and some elements that point to others. */
function document(rootName: string, children: Element[], pointers: readonly number[]): string {
  const root: Element = {
    name: rootName,
    attributes: new Map(),
    id: "?",
    children: structuredClone(children),
    text: "",
  };
  const all = [...walk(root)].map(([one]) => one);
  const targets = all.filter(({ id }) => id !== undefined);
  targets.forEach((one, index) => {
    one.id = String(index + 1);
  });
  const sources = all.filter(({ id }) => id === undefined);
  for (const [index, pointer] of pointers.entries()) {
    const source = sources[index];
    if (source !== undefined) source.reference = targets[pointer % targets.length]!.id;
  }
  return writeXml(root);
}

async function rebuilt(archive: Files): Promise<Files> {
  return compose(unpack(await openArchive("Backup.zip", zipped(archive))).sources);
}

describe("a backup that is unpacked and built again", () => {
  it.each(["kofax-rpa-poc", "kofax-rpa-prod"])("has the same bytes (%s)", async (environment) => {
    const first = compose(SOURCES, { environment });
    expect(zipped(await rebuilt(first)).equals(zipped(first))).toBe(true);
  });

  it("has the same bytes for whatever values an environment gives", async () => {
    const value = fc
      .oneof(fc.string({ unit: "binary", maxLength: 20 }), word)
      .filter((one) => isWritable(one) && one.trim() === one && one !== "");
    await fc.assert(
      fc.asyncProperty(value, value, async (cluster, host) => {
        const set = new Map([
          ["cluster.name", cluster],
          ["database.host", host],
        ]);
        const first = compose(SOURCES, { environment: "kofax-rpa-prod", set });
        expect(zipped(await rebuilt(first)).equals(zipped(first))).toBe(true);
      }),
      { numRuns: 20 },
    );
  });

  it("keeps every element, attribute, text, order and reference of a console we have not seen", async () => {
    const children = fc.array(tree, { minLength: 1, maxLength: 5 });
    const pointers = fc.array(fc.nat(), { maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(
        children,
        children,
        pointers,
        fc.uint8Array({ maxLength: 40 }),
        async (one, two, points, bytes) => {
          const first: Files = new Map([
            ["version.txt", VERSION],
            ["global.xml", Buffer.from(document("globalConfiguration", one, points))],
            ["Project_X/project.xml", Buffer.from(document("project", two, points))],
            ["Project_X/Resources/page.xml", Buffer.from(bytes)],
            ["unheard-of.bin", Buffer.from(bytes)],
          ]);
          const again = await rebuilt(first);
          expect([...again.keys()].sort()).toEqual([...first.keys()].sort());
          for (const [path, content] of first) expect(again.get(path)!.toString()).toBe(content.toString());
        },
      ),
      { numRuns: 150 },
    );
  });

  it("keeps a version.txt of another form", async () => {
    const first = new Map([
      ...compose(SOURCES, { environment: "kofax-rpa-poc" }),
      ["version.txt", Buffer.from("12 beta\n")],
    ]);
    expect((await rebuilt(first)).get("version.txt")!.toString()).toBe("12 beta\n");
  });

  it("writes YAML that reads back to the same text", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom("a", "b", "true", "~"), fc.oneof(text, word)), (texts) => {
        const map = new Map(Object.entries(texts));
        expect(readYaml("x.yaml", writeYaml(map), [])).toEqual(map);
      }),
    );
  });

  it("drops passwords, keys and hashes, and says where they were", () => {
    const ciphertext = `${"A".repeat(40)}=:${"B".repeat(16)}:${"C".repeat(30)}`;
    const global = `<globalConfiguration id="1">
      <database id="2"><password>${ciphertext}</password></database>
      <options id="3"><option id="4"><name>LOGDB_PASSWORD</name><value>hunter2</value></option><option id="5"><name>ENCRYPTER_CHECKSUM</name><value>abc</value></option></options>
      <users class="vector" id="6"><user id="7"><userName>admin</userName><passwordHash>{bcrypt}$2a$10$${"a".repeat(53)}</passwordHash></user></users>
    </globalConfiguration>`;
    const robot =
      '<object class="Robot"><property name="password" class="String">hunter2</property><name>x</name></object>';
    const { sources, dropped } = unpack(
      new Map([
        ["version.txt", VERSION],
        ["global.xml", Buffer.from(global)],
        ["Project_X/Robots/r.robot", Buffer.from(robot)],
      ]),
    );
    const all = [...sources.values()].join("\n");
    expect(all).not.toMatch(/hunter2|bcrypt|AAAA|abc/);
    expect(dropped.map(({ file, place }) => `${file} ${place}`)).toEqual([
      "global.xml database/password",
      "global.xml options/option[LOGDB_PASSWORD]/value",
      "global.xml options/option[ENCRYPTER_CHECKSUM]/value",
      "global.xml users/user[admin]/passwordHash",
      "Project_X/Robots/r.robot property[password]",
    ]);
    expect(all).toContain("<name>x</name>");
  });

  it("gives names, not numbers, to what is pointed at", () => {
    const project = document("project", [], []).replace(
      '<project id="1"/>',
      '<project id="1"><folder id="2"><name>A</name></folder><folder id="3"><name>B</name></folder><robot><folder reference="3"/></robot></project>',
    );
    const { sources } = unpack(
      new Map([
        ["version.txt", VERSION],
        ["global.xml", Buffer.from('<globalConfiguration id="1"/>')],
        ["P/project.xml", Buffer.from(project)],
      ]),
    );
    expect(sources.get("projects/P/project.yaml")!.toString()).toContain("$ref: /project/folder[B]");
  });
});

describe("sources", () => {
  it("never become an element that XML cannot write and read back", () => {
    fc.assert(
      fc.property(text, (value) => {
        const element = fromSource("a", value, () => undefined);
        expect(readXml("a.xml", writeXml(element)).text).toBe(value);
      }),
    );
  });
});
