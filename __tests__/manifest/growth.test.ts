import { EnvironmentReader } from "../../manifest/environment-reader";
import { complaints } from "./project";

const range = (count: number) => Array.from({ length: count }, (_, index) => index);

let read = 0;
jest.mock("../../manifest/environment-reader", () => {
  const actual = jest.requireActual("../../manifest/environment-reader");
  return { ...actual, EnvironmentReader: jest.fn((...args) => new actual.EnvironmentReader(...args)) };
});
beforeEach(() => {
  (EnvironmentReader as unknown as jest.Mock).mockClear();
});

/** A system with modules of which some cannot be had. */
const system = (modules: number, broken: number, environments: number) =>
  `system: shop
region: us-east-1
images: { app: { pull: "nginx:1" } }
services: { web: { image: app } }
modules:
${range(modules)
  .map((index) => `  m${index}: { services: { s${index}: { image: ${index < broken ? "none" : "app"} } } }\n`)
  .join("")}environments: {${range(environments).map((index) => `e${index}: {}`)}}
`;
const readings = (...sizes: [number, number, number]) => {
  const found = complaints(system(...sizes));
  read = (EnvironmentReader as unknown as jest.Mock).mock.calls.length;
  return found;
};

it("reads each module that is off once where all are sound", () => {
  expect(readings(20, 0, 20)).toEqual([]);
  expect(read).toBe(40);
});

it("reads at most a few times as much as there are modules and environments, however many modules are broken", () => {
  const found = readings(30, 30, 30);
  expect(read).toBeLessThanOrEqual(30 + 2 * (30 + 30));
  expect(found.join("\n")).toContain("m0.services.s0.image");
});

it("finds the last module that is broken once the others are mended", () => {
  const manifest = system(30, 0, 30).replace("s29: { image: app", "s29: { image: none");
  expect(complaints(manifest).join("\n")).toContain("m29.services.s29.image");
});

it("reads a manifest of nearly the most bytes, and says of a larger one what to do", () => {
  const large = (services: number) =>
    `system: shop\nregion: us-east-1\nimages:\n  application: { pull: "nginx:1" }\nservices:\n${range(services)
      .map((index) => `  service-number-${index}:\n    image: application\n    scratch: [/tmp/of-this-service-alone]\n`)
      .join("")}environments:\n  prod: {}\n`;
  expect(complaints(`${large(11_000)}unknown-key: 1\n`).join("\n")).toContain("there is no `unknown-key` here");
  expect(complaints(large(20_000)).join("\n")).toContain("make it several systems, each with a file of its own");
});
