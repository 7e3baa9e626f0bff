import { distance } from "fastest-levenshtein";
import { suggestion } from "../../language/diagnostics/nearest";
import { complaints } from "../manifest/project";

jest.mock("fastest-levenshtein", () => ({
  distance: jest.fn(jest.requireActual("fastest-levenshtein").distance),
}));
const compared = distance as jest.Mock;

const range = (count: number) => Array.from({ length: count }, (_, index) => index);
/** How many names are compared when each of many is wrong once. */
const comparisons = (count: number, wrong: (name: string) => string) => {
  compared.mockClear();
  const known = range(count).map((index) => `service-${index.toString(36)}-of-shop`);
  // A list of its own each time, as the checks make one.
  const found = known.map((name) => suggestion(wrong(name), [...known], ""));
  return { perName: compared.mock.calls.length / count, found, known };
};

it.each([
  ["unlike any", (name: string) => `qqqqqqqq${name}zzzzzzzz`],
  ["with another beginning", (name: string) => `_${name.slice(1)}`],
])("compares a wrong name %s with few others, however many there are", (_what, wrong) => {
  expect(comparisons(150, wrong).perName).toBeLessThanOrEqual(150);
  expect(comparisons(2_000, wrong).perName).toBeLessThanOrEqual(200);
});

it("compares each unknown key of a manifest with the keys there are, and no more", () => {
  const manifest = (count: number) =>
    `environments: { test: { ${range(count)
      .map((i) => `u${i}: 1, `)
      .join("")} } }\n`;
  const perKey = (count: number) => {
    compared.mockClear();
    complaints(manifest(count));
    return compared.mock.calls.length / count;
  };
  expect(perKey(2_000)).toBeLessThanOrEqual(perKey(20));
  expect(perKey(20)).toBeGreaterThan(0);
});

it("finds the near name among many, by its beginning or its end", () => {
  for (const wrong of [(name: string) => `_${name.slice(1)}`, (name: string) => `${name}_`]) {
    const { found, known } = comparisons(2_000, wrong);
    expect(found).toEqual(known.map((name) => `did you mean \`${name}\`?`));
  }
});

it("tells ten of many names and how many others there are", () => {
  const known = range(549).map((index) => `service-${index}`);
  expect(suggestion("qqqqqqqqqqqqqq", known, "")).toBe(`choose ${known.slice(0, 10).join(", ")} or one of 539 others`);
  expect(suggestion("qqqqqqqqqqqqqq", known.slice(0, 3), "")).toBe("choose service-0, service-1 or service-2");
});

it("has output that grows with the mistakes, not with mistakes times names", () => {
  const manifest = (count: number) =>
    `system: shop\nregion: us-east-1\nimages: { app: { pull: "nginx:1" } }\nservices:\n${range(count)
      .map((index) => `  s${index}: { image: app, environment: { A: "\${qqqqqqqqqqqqqq.host}" } }\n`)
      .join("")}environments: { prod: {} }\n`;
  const [few, many] = [100, 500].map((count) => complaints(manifest(count)).join("\n").length);
  expect(many! / few!).toBeLessThan(6);
});
