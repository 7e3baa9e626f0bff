import { environmentOf } from "../../../commands/cdktf/environment-of";
import { Project } from "../project";

describe("the environment by which a stack of cdktf is reached", () => {
  const project = new Project("system: shop\nregion: us-east-1\nenvironments: { test: {}, prod: {} }\n");
  afterAll(() => project.clear());

  it.each([
    ["shop-test-network", "shop-test"],
    ["a-b-c-data", "a-b-c"],
    ["shop-registry", "shop-test"],
    ["other-registry", undefined],
    ["state", undefined],
  ])("of %s is %s", (stack, environment) => expect(environmentOf(project.folder, stack)).toBe(environment));
});
