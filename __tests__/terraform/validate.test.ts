import { describeWithTerraform, ROOT } from "./installed";
import { testStacks, Validation } from "./validation";

const validation = new Validation(ROOT);

describeWithTerraform("the real provider", () => {
  it("sees every system", () => {
    expect(validation.stacks).toEqual(
      expect.arrayContaining(["state", "sliderule-registry", "sliderule-prod-service"]),
    );
  });

  testStacks(validation);
});

afterAll(() => validation.remove());
