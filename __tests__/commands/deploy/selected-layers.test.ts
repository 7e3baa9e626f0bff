import { layersToDeploy, layersToDestroy } from "../../../commands/deploy/selected-layers";

const NAMES = [
  "state",
  "shop-images",
  "shop-pipelines",
  "shop-registry",
  "shop-test-data",
  "shop-test-network",
  "shop-test-operations",
  "shop-test-service",
  "shop-test-two-data",
  "shop-test-two-network",
];
// As the app gives them: each after those that it depends on.
const stacks = ["state", "shop-registry", ...NAMES.filter((name) => !["state", "shop-registry"].includes(name))].map(
  (name) => ({ name, folder: "", dependencies: [] }),
);
const test = { system: "shop", name: "test" };
const two = { system: "shop", name: "test-two" };
const ALL = { only: [], without: [] };
const names = (found: readonly { name: string }[]) => found.map(({ name }) => name.replace("shop-", ""));

describe("the layers of a deploy", () => {
  it("are the registry and images of the system, and those of the environment in order; never states or pipelines", () =>
    expect(names(layersToDeploy(stacks, [test], ALL, () => false))).toEqual([
      "registry",
      "images",
      "test-network",
      "test-data",
      "test-service",
      "test-operations",
    ]));

  it("come once for all environments of a system", () =>
    expect(names(layersToDeploy(stacks, [test, two], ALL, () => false))).toEqual([
      "registry",
      "images",
      "test-network",
      "test-data",
      "test-service",
      "test-operations",
      "test-two-network",
      "test-two-data",
    ]));

  it("leave out layers of a system with nothing in them", () =>
    expect(names(layersToDeploy(stacks, [two], ALL, ({ name }) => name === "shop-images"))).toEqual([
      "registry",
      "test-two-network",
      "test-two-data",
    ]));

  it("are those that were asked for, pipelines too, in the order of the layers", () => {
    const choice = { only: ["service", "pipelines", "network"], without: [] };
    const chosen = layersToDeploy(stacks, [test], choice, () => false);
    expect(names(chosen)).toEqual(["pipelines", "test-network", "test-service"]);
  });

  it("are not those that were left out", () => {
    const choice = { only: [], without: ["images", "registry"] };
    expect(names(layersToDeploy(stacks, [two], choice, () => false))).toEqual(["test-two-network", "test-two-data"]);
  });

  it("say which name was meant", () => {
    const choice = { only: ["servce"], without: [] };
    expect(() => layersToDeploy(stacks, [test], choice, () => false)).toThrow(
      "There is no layer servce here: did you mean `service`?",
    );
  });

  it("must not be none", () => {
    const choice = { only: ["network"], without: ["network"] };
    expect(() => layersToDeploy(stacks, [test], choice, () => false)).toThrow("No layer is left to work on");
  });
});

describe("the layers of a destruction", () => {
  it("are the environment's alone, from the last to the first", () =>
    expect(names(layersToDestroy(stacks, [test], ALL))).toEqual([
      "test-operations",
      "test-service",
      "test-data",
      "test-network",
    ]));
});
