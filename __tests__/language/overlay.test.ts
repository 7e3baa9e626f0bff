import fc from "fast-check";
import { stringify } from "yaml";
import { overlay } from "../../language/overlay";
import { type Branch, plain } from "../../language/yaml/tree";
import { parseYaml } from "../../language/yaml/yaml";

type Settings = { [key: string]: unknown };

const key = fc.constantFrom("a", "b", "c", "web", "size");
const leaf = fc.oneof(fc.integer(), fc.boolean(), fc.constantFrom("x", "y"), fc.array(fc.constantFrom("p", "q")));
const { settings } = fc.letrec<{ value: unknown; settings: Settings }>((tie) => ({
  value: fc.oneof({ maxDepth: 3 }, leaf, tie("settings")),
  settings: fc.dictionary(key, tie("value"), { maxKeys: 3 }),
}));

function branch(value: Settings): Branch {
  return parseYaml(stringify(value)).tree as Branch;
}

function laid(base: Settings, over: Settings): unknown {
  return plain(overlay(branch(base), branch(over)).tree);
}

function isMap(value: unknown): value is Settings {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

describe("an overlay", () => {
  it("changes nothing when it is empty", () => {
    fc.assert(
      fc.property(settings, (base) => {
        expect(laid(base, {})).toEqual(base);
      }),
    );
  });

  it("is the result when it is laid over nothing", () => {
    fc.assert(
      fc.property(settings, (over) => {
        expect(laid({}, over)).toEqual(over);
      }),
    );
  });

  it("changes nothing the second time", () => {
    fc.assert(
      fc.property(settings, settings, (base, over) => {
        const once = laid(base, over) as Settings;
        expect(laid(once, over)).toEqual(once);
      }),
    );
  });

  it("removes with null, and only what it names", () => {
    fc.assert(
      fc.property(settings, key, (base, name) => {
        fc.pre(name in base);
        const { [name]: _, ...rest } = base;
        expect(laid(base, { [name]: null })).toEqual(rest);
      }),
    );
  });

  it("merges maps, and replaces lists and single values", () => {
    fc.assert(
      fc.property(settings, settings, key, (base, over, name) => {
        fc.pre(name in over);
        const result = (laid(base, over) as Settings)[name];
        const [below, above] = [base[name], over[name]];
        expect(result).toEqual(isMap(below) && isMap(above) ? laid(below, above) : above);
      }),
    );
  });

  it("keeps what it does not mention", () => {
    fc.assert(
      fc.property(settings, settings, key, (base, over, name) => {
        fc.pre(name in base && !(name in over));
        expect((laid(base, over) as Settings)[name]).toEqual(base[name]);
      }),
    );
  });

  it("says that a null removes nothing, and what was probably meant", () => {
    const { diagnostics } = overlay(branch({ services: { web: 1, worker: 2 } }), branch({ services: { wrker: null } }));
    expect(diagnostics).toEqual([
      {
        line: 2,
        column: 3,
        path: "services.wrker",
        message: "null removes, but there is no `wrker` in the system; did you mean `worker`?",
      },
    ]);
  });
});
