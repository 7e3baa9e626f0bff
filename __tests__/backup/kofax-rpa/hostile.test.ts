import { type Zippable, zipSync } from "fflate";
import { openArchive } from "../../../backup/kofax-rpa/open-archive";
import { unpack } from "../../../backup/kofax-rpa/unpack";

const SYMLINK = 0o120777;
const some = Buffer.from("x");

function zip(entries: Zippable): Buffer {
  return Buffer.from(zipSync(entries));
}

/** An archive whose second name is overwritten by another of the same length, as no honest tool would. */
function renamed(from: string, to: string): Buffer {
  const bytes = zip({ "a.txt": some, [from]: some });
  return Buffer.from(bytes.toString("latin1").replaceAll(from, to), "latin1");
}

/** An archive that claims its only file is smaller than it is. */
function lyingAboutSize(): Buffer {
  const bytes = zip({ "bomb.bin": Buffer.alloc(100_000) });
  const directory = bytes.lastIndexOf(Buffer.from("PK\x01\x02", "latin1"));
  bytes.writeUInt32LE(10, directory + 24);
  return bytes;
}

function withWrongByte(): Buffer {
  const bytes = Buffer.from(zipSync({ "a.txt": Buffer.from("honest") }, { level: 0 }));
  bytes.writeUInt8(0, bytes.indexOf("honest"));
  return bytes;
}

const HOSTILE: [name: string, archive: Buffer, message: RegExp][] = [
  ["climbs out of the folder", zip({ "../evil.txt": some }), /refused: invalid relative path: \.\.\/evil\.txt/],
  ["climbs out half-way", zip({ "a/../../evil.txt": some }), /refused: invalid relative path/],
  ["is absolute", zip({ "/etc/evil": some }), /refused: absolute path/],
  ["names a drive", zip({ "C:/evil": some }), /refused: absolute path/],
  ["uses backslashes", zip({ "..\\evil": some }), /refused: invalid characters in fileName/],
  ["hides a line break in a name", zip({ "ä\nb": some }), /"ä\\nb": a name that not every machine can hold/],
  ["has an alternate stream in a name", zip({ "a/b:c": some }), /"a\/b:c": a name that not every machine can hold/],
  ["has an empty part in a name", zip({ "a//b": some }), /"a\/\/b": a name that not every machine can hold/],
  [
    "holds a symbolic link",
    zip({ link: [some, { os: 3, attrs: SYMLINK << 16 }] }),
    /"link": a link or device, not a file/,
  ],
  ["holds a file twice", renamed("b.txt", "a.txt"), /"a\.txt": there twice/],
  [
    "holds names that differ only in case",
    zip({ "a.txt": some, "A.txt": some }),
    /"A\.txt": there twice \(also "a\.txt"\)/,
  ],
  ["holds a file inside a file", zip({ a: some, "a/b": some }), /"a\/b": inside "a", which is a file/],
  ["is a bomb", zip({ "bomb.bin": Buffer.alloc(2_000_000) }), /2000000 bytes when unpacked, more than 1000000/],
  ["lies about its size", lyingAboutSize(), /bomb\.bin: damaged \(too many bytes in the stream/],
  [
    "has too many entries",
    zip(Object.fromEntries(Array.from({ length: 30 }, (_one, index) => [`f${index}`, some]))),
    /refused: 30 entries, more than 20/,
  ],
  ["was changed on its way", withWrongByte(), /a\.txt: damaged \(wrong checksum\)/],
  [
    "is no archive",
    Buffer.from("hello, this is no archive at all"),
    /refused: .*take the backup from the console again/,
  ],
  ["is empty", Buffer.alloc(0), /refused: /],
];

describe("an archive that is unpacked", () => {
  it.each(HOSTILE)("is refused when it %s", async (_name, archive, message) => {
    await expect(openArchive("evil.zip", archive, { entries: 20, bytes: 1_000_000 })).rejects.toThrow(message);
  });

  it.each([
    ["lacks global.xml", { "version.txt": "1" }, /^global\.xml: is not in the archive's root/],
    [
      "has its files in a top folder",
      { "backup/version.txt": "1", "backup/global.xml": "<a/>" },
      /is this a backup of a Management Console\?/,
    ],
    [
      "has text between elements",
      { "version.txt": "1", "global.xml": "<globalConfiguration><a/>text</globalConfiguration>" },
      /^global\.xml line 1: <globalConfiguration> has text between its elements/,
    ],
    [
      "points to no element",
      { "version.txt": "1", "global.xml": '<globalConfiguration><a reference="9"/></globalConfiguration>' },
      /reference="9": points to no id/,
    ],
    [
      "is another document",
      { "version.txt": "1", "global.xml": "<other/>" },
      /begins with <other>, not <globalConfiguration>/,
    ],
    [
      "carries a file with the name of a source",
      { "version.txt": "1", "global.xml": "<globalConfiguration/>", "P/project.yaml": "x" },
      /has the name of a source/,
    ],
    [
      "nests without end",
      { "version.txt": "1", "global.xml": `${"<a>".repeat(5000)}${"</a>".repeat(5000)}` },
      /more than 200 deep/,
    ],
  ])("is no backup when it %s", (_name, files, message) => {
    const archive = new Map(Object.entries(files).map(([path, text]) => [path, Buffer.from(text)]));
    expect(() => unpack(archive)).toThrow(message);
  });
});
