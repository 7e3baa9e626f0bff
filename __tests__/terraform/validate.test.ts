import { describeWithTerraform, ROOT } from "./installed";
import { Validation } from "./validation";

const validation = new Validation(ROOT);

describeWithTerraform("the real provider", () => {
  beforeAll(() => validation.run(), 300_000);

  it("sees every system", () => {
    expect(validation.stacks).toEqual(
      expect.arrayContaining(["state", "sliderule-registry", "sliderule-prod-service"]),
    );
  });

  it("finds the mistake that was made on purpose, so it would find others", () => {
    expect(validation.errorsOf("wrong")).toEqual([expect.stringContaining("cannot be longer than 32 characters")]);
  });

  it.each(validation.stacks)("accepts %s", (name) => {
    expect(validation.errorsOf(name)).toEqual([]);
  });

  it("finds nothing else", () => {
    expect(validation.otherErrors()).toEqual([]);
  });
});

afterAll(() => validation.remove());
