import fc from "fast-check";
import { formatTemplate, type Part, parseTemplate, type Reference } from "../../language/reference";

const name = fc.stringMatching(/^[A-Za-z0-9_-]{1,8}$/);
const reference = fc.array(name, { minLength: 1, maxLength: 4 }).map((names): Reference => {
  const [resource = "", ...attribute] = names;
  return { resource, attribute, text: `\${${names.join(".")}}` };
});
const awkward = fc.string({ unit: fc.constantFrom("$", "{", "}", "a", ".", " "), maxLength: 12 });
const parts = fc.array(fc.oneof(awkward, reference), { maxLength: 6 });

/** Parts as parsing gives them: no empty texts, and no two texts side by side. */
function joined(all: readonly Part[]): Part[] {
  const result: Part[] = [];
  for (const part of all.filter((one) => one !== "")) {
    const last = result.at(-1);
    const continues = typeof part === "string" && typeof last === "string";
    result.splice(continues ? -1 : result.length, continues ? 1 : 0, continues ? last + part : part);
  }
  return result;
}

describe("parseTemplate", () => {
  it.each<[text: string, parts: Part[]]>([
    ["", []],
    ["plain", ["plain"]],
    ["${main}", [{ resource: "main", attribute: [], text: "${main}" }]],
    [
      "${provsys.secret.password}",
      [{ resource: "provsys", attribute: ["secret", "password"], text: "${provsys.secret.password}" }],
    ],
    ["https://${a-b.c_d}/x", ["https://", { resource: "a-b", attribute: ["c_d"], text: "${a-b.c_d}" }, "/x"]],
    [
      "${a}${b}",
      [
        { resource: "a", attribute: [], text: "${a}" },
        { resource: "b", attribute: [], text: "${b}" },
      ],
    ],
    ["$${HOME}", ["${HOME}"]],
    ["$$${x}", ["$", { resource: "x", attribute: [], text: "${x}" }]],
    ["$$$${x}", ["$${x}"]],
    ["$HOME costs 5$", ["$HOME costs 5$"]],
    ["{a}", ["{a}"]],
    ["${", [{ resource: "", attribute: [], text: "${" }]],
    ["${}", [{ resource: "", attribute: [], text: "${}" }]],
    ["a ${b c} d", ["a ", { resource: "", attribute: [], text: "${b c}" }, " d"]],
    ["${a..b}", [{ resource: "", attribute: [], text: "${a..b}" }]],
  ])("reads %j", (text, expected) => {
    expect(parseTemplate(text)).toEqual(expected);
  });

  it("reads back what formatTemplate writes", () => {
    fc.assert(
      fc.property(parts, (all) => {
        expect(parseTemplate(formatTemplate(all))).toEqual(joined(all));
      }),
    );
  });

  it("reads any text, and the same again from what formatTemplate makes of it", () => {
    fc.assert(
      fc.property(fc.oneof(awkward, fc.string()), (text) => {
        const read = parseTemplate(text);
        expect(parseTemplate(formatTemplate(read))).toEqual(read);
      }),
    );
  });
});
