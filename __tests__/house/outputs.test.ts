import { readFileSync } from "node:fs";
import { join } from "node:path";
import { bucketOutputs } from "../../kinds/bucket/outputs";
import { bucketStack } from "../../kinds/bucket/stack/kind";
import type { Read } from "../../kinds/core/output";
import type { KindStack } from "../../kinds/core/stack/kind";
import { databaseOutputs } from "../../kinds/database/outputs";
import { functionOutputs } from "../../kinds/function/outputs";
import { networkOutputs } from "../../kinds/network/outputs";
import { sourceFiles } from "./house";

const MAKERS = /\b(?:output|listOutput)\("/;

it("has outputs made in a file that is called after them, and nowhere else", () => {
  const text = (path: string) => readFileSync(join(__dirname, "../..", path), "utf8");
  const makers = sourceFiles().filter(({ path, imports }) => {
    return imports.includes("kinds/core/output.ts") && MAKERS.test(text(path));
  });
  expect(makers.length).toBeGreaterThan(15);
  expect(makers.map(({ path }) => path).filter((path) => !/\/(\w+-)?outputs\.ts$/.test(path))).toEqual([]);
});

// The compiler is the test: a line that it accepts although it should not is an error of `tsc`.
it("lets nobody read what nobody hands on", () => {
  const data: Read<"data"> = ({ layer, name }) => `${layer}: ${name}`;
  expect(data(databaseOutputs("main").host)).toBe("data: main_host");
  // @ts-expect-error a name that is written by hand
  expect(() => data("main_host")).not.toThrow();
  // @ts-expect-error a name that no database hands on
  expect(databaseOutputs("main").hots).toBeUndefined();
  // @ts-expect-error of the service layer
  expect(data(functionOutputs("resize").name)).toBe("service: resize_function");
  // @ts-expect-error of the network layer, and a list
  expect(data(networkOutputs.privateSubnetIds)).toBe("network: private_subnet_ids");
});

it("has a value for each attribute of a kind", () => {
  const kind: KindStack<"name" | "arn" | "host"> = bucketStack;
  // @ts-expect-error an attribute that is neither handed on nor said by the manifest
  const wished: KindStack<"name" | "size"> = bucketStack;
  expect([kind, wished]).toEqual([bucketStack, bucketStack]);
  expect(Object.keys(bucketOutputs("media"))).toEqual(["name", "arn", "host"]);
});
