import { environmentNode, type Node, pipelinesNode } from "../../manifest/json-schema";
import { DATA } from "./data";
import { SERVICE } from "./service";
import { WAY_IN } from "./way-in";

const PROMISES = [...WAY_IN, ...DATA, ...SERVICE];

/** The fields of a node, named as docs/manifest.md names them, each with its default. */
function fieldsOf(node: Node, path: string): [string, unknown][] {
  const below = [
    ...Object.entries(node.properties ?? {}).map(([name, child]) => [child, path === "" ? name : `${path}.${name}`]),
    ...[node.additionalProperties]
      .filter((child) => typeof child === "object")
      .map((child) => [child, `${path}.<name>`]),
    ...[node.items ?? []].flat().map((child) => [child, `${path}[]`]),
    ...(node.anyOf ?? []).map((child) => [child, path]),
  ] as [Node, string][];
  return [[path, node.default], ...below.flatMap(([child, name]) => fieldsOf(child, name))];
}

const fields = [...fieldsOf(environmentNode(), ""), ...fieldsOf(pipelinesNode(), "pipelines")];

describe("in a system that says only what it must,", () => {
  it.each(PROMISES)("without `%s`, %s", (_field, _promise, actual, expected) => {
    expect(actual()).toEqual(expected);
  });
});

test("every default has a promise above; a new one needs a row", () => {
  const promised = new Set(PROMISES.map(([field]) => field));
  // That a list or a map is empty promises nothing.
  const isEmpty = (value: unknown) => typeof value === "object" && Object.keys(value ?? {}).length === 0;
  const defaults = fields.filter(([, value]) => value !== undefined && !isEmpty(value)).map(([field]) => field);
  expect([...new Set(defaults)].filter((field) => !promised.has(field))).toEqual([]);
});

test("every promise is about a field that there is", () => {
  const known = new Set(fields.map(([field]) => field));
  expect(PROMISES.map(([field]) => field).filter((field) => !known.has(field))).toEqual([]);
});
