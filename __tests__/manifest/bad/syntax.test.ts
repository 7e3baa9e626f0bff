import { changed, complaints } from "../project";

/** A mistake, a manifest with it, and the lines that say so. */
const CASES: ReadonlyArray<readonly [mistake: string, manifest: string | Uint8Array, lines: readonly string[]]> = [
  ["an empty file", "", ["1:1: is empty; write a map that begins with `system: shop`"]],
  ["only comments", "# one\n# two\n", ["1:1: is empty; write a map that begins with `system: shop`"]],
  ["a list", "- system: shop\n", ["1:1: is a list; write a map that begins with `system: shop`"]],
  ["a single value", "hello", ["1:1: is the single value `hello`; write a map that begins with `system: shop`"]],
  ["tabs", "system: shop\nimages:\n\tweb: x\n", ["3:1: is a tab; indent with spaces"]],
  [
    "a key that is there twice",
    "system: shop\nowner: a\nsystem: shop\n",
    ["3:1 system: is there twice, first in line 1; keep one of them"],
  ],
  [
    "an anchor and an alias",
    "system: &name shop\nowner: *name\n",
    [
      "1:15 system: anchors are not supported; remove `&name` and write values out where used",
      "2:8 owner: aliases are not supported; write the value of `*name` out",
    ],
  ],
  [
    "an alias for a key, on the lines that follow too",
    changed("        image: web-image\n        port: 80\n", "       *aimage: web-image\n        port: 80\n"),
    [
      "29:17: cannot be here; check the indentation, quotes and brackets of this line and the one above",
      "30:15: a value cannot go on with `key: value`; put text with `: ` in quotes, and indent keys like their neighbours",
      "31:19: a value cannot go on with `key: value`; put text with `: ` in quotes, and indent keys like their neighbours",
    ],
  ],
  [
    "a billion laughs",
    `a: &a [x, x]\n${[..."bcdefghij"].map((name, index) => `${name}: &${name} [*${"abcdefghi"[index]}, *${"abcdefghi"[index]}]\n`).join("")}`,
    [
      "1:7 a: anchors are not supported; remove `&a` and write values out where used",
      "2:7 b: anchors are not supported; remove `&b` and write values out where used",
      "2:8 b[0]: aliases are not supported; write the value of `*a` out",
      "2:12 b[1]: aliases are not supported; write the value of `*a` out",
      "3:7 c: anchors are not supported; remove `&c` and write values out where used",
      "3:8 c[0]: aliases are not supported; write the value of `*b` out",
      "3:12 c[1]: aliases are not supported; write the value of `*b` out",
      "4:7 d: anchors are not supported; remove `&d` and write values out where used",
      "4:8 d[0]: aliases are not supported; write the value of `*c` out",
      "4:12 d[1]: aliases are not supported; write the value of `*c` out",
      "5:7 e: anchors are not supported; remove `&e` and write values out where used",
      "5:8 e[0]: aliases are not supported; write the value of `*d` out",
      "5:12 e[1]: aliases are not supported; write the value of `*d` out",
      "6:7 f: anchors are not supported; remove `&f` and write values out where used",
      "6:8 f[0]: aliases are not supported; write the value of `*e` out",
      "6:12 f[1]: aliases are not supported; write the value of `*e` out",
      "7:7 g: anchors are not supported; remove `&g` and write values out where used",
      "7:8 g[0]: aliases are not supported; write the value of `*f` out",
      "7:12 g[1]: aliases are not supported; write the value of `*f` out",
      "8:7 h: anchors are not supported; remove `&h` and write values out where used",
      "8:8 h[0]: aliases are not supported; write the value of `*g` out",
      "8:12 h[1]: aliases are not supported; write the value of `*g` out",
      "9:7 i: anchors are not supported; remove `&i` and write values out where used",
      "9:8 i[0]: aliases are not supported; write the value of `*h` out",
      "9:12 i[1]: aliases are not supported; write the value of `*h` out",
      "10:7 j: anchors are not supported; remove `&j` and write values out where used",
      "10:8 j[0]: aliases are not supported; write the value of `*i` out",
      "10:12 j[1]: aliases are not supported; write the value of `*i` out",
    ],
  ],
  ["a merge key", "system: shop\n<<: { owner: a }\n", ["2:1: merge keys are not supported; write the values out"]],
  ["NUL bytes", new Uint8Array([0x61, 0, 0x62]), ["1:1: is not text: it has NUL bytes; save it as UTF-8"]],
  ["bytes that are not UTF-8", new Uint8Array([0x61, 0xff, 0xfe]), ["1:1: is not valid UTF-8; save it as UTF-8"]],
  [
    "several documents",
    "system: shop\n---\nsystem: shop\n",
    ["2:1: begins a second document; put each system into a file of its own"],
  ],
  ["a tag", "system: !!js/function shop\n", ["1:23 system: tags are not supported; remove `!!js/function`"]],
  ["a tag that YAML knows", "system: !!str shop\n", ["1:15 system: tags are not supported; remove `!!str`"]],
  ["a directive", "%YAML 1.1\n---\nsystem: shop\n", ["1:1: directives are not supported; remove this line"]],
  ["a number as a key", "1: x\n", ["1:1: put the key 1 in quotes"]],
  ["a list as a key", "? [a]\n: b\n", ["1:3: a key must be text; YAML's complex keys are not supported"]],
  ["a missing key", ": b\n", ["1:1: a key is missing before the colon"]],
  [
    "keys of every object",
    "__proto__: { polluted: true }\nconstructor: x\n",
    [
      "1:1: `__proto__` cannot be a key; choose another name",
      "2:1: `constructor` cannot be a key; choose another name",
    ],
  ],
  [
    "a reference in a key",
    changed("  worker:", "  ${environment}:"),
    ["39:3 services: references are not possible in keys; write `${environment}` out"],
  ],
  ["deep nesting", `a: ${"[".repeat(300)}`, ["1:53: is nested over 50 levels deep; take levels out"]],
  [
    "deep nesting in blocks",
    `${Array.from({ length: 60 }, (_, depth) => `${" ".repeat(depth)}a:\n`).join("")}`,
    ["50:51: is nested over 50 levels deep; take levels out"],
  ],
  [
    "numbers that change when they are read",
    "a: 1e999\nb: 1.10\nc: True\nd: 012\ne: 12345678901234567890\n",
    [
      "1:4 a: YAML reads `1e999` as no finite number; put it in quotes",
      "2:4 b: YAML reads `1.10` as 1.1; write 1.1, or put it in quotes if it is text",
      "3:4 c: YAML reads `True` as true; write true, or put it in quotes if it is text",
      "4:4 d: YAML reads `012` as 12; write 12, or put it in quotes if it is text",
      "5:4 e: YAML reads `12345678901234567890` as 12345678901234567000; put it in quotes",
    ],
  ],
  [
    "a reference without quotes in a map in brackets",
    "system: shop\nowner: { a: ${domain} }\n",
    [
      '2:14: cannot be here; check the indentation, quotes and brackets of this line and the one above; within { } or [ ], put text with a reference in quotes: "${name}"',
    ],
  ],
  [
    "a bracket that is not closed",
    "system: shop\nimages: [a, b\nowner: x\n",
    ['3:1: the list or map in brackets does not end; close it with "]" or "}"'],
  ],
  [
    "a quote that is not closed",
    'system: "shop\nowner: x\n',
    ["3:1: the text in quotes does not end; close the quote"],
  ],
  [
    "a missing colon",
    "system: shop\nowner\nregion: x\n",
    ["2:1: a key must be on one line with its colon; is a colon missing here, or the next line indented too far?"],
  ],
  [
    "a line that is indented too far",
    "system: shop\n  owner: x\n",
    [
      "1:9: a value cannot go on with `key: value`; put text with `: ` in quotes, and indent keys like their neighbours",
    ],
  ],
  [
    "a line that is indented too little",
    "system: shop\nservices:\n  a: {}\n b: {}\n",
    ["4:1: is indented unlike its neighbours; start all entries of a map or a list in the same column"],
  ],
  [
    "text that begins like no text",
    "system: @shop\n",
    ["1:9: text cannot begin with this character; put it in quotes"],
  ],
];

describe("what is not YAML, or more YAML than manifests need", () => {
  test.each(CASES)("%s", (_mistake, manifest, lines) => {
    expect(complaints(manifest)).toEqual(lines.map((line) => `deployments/shop.yaml:${line}`));
  });
});
