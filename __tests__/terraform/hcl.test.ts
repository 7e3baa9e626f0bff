import { join } from "node:path";
import { describeWithTerraform, ROOT } from "./installed";
import { Validation } from "./validation";

const validation = new Validation(join(ROOT, "__tests__", "fixtures", "everything"), "hcl");

describeWithTerraform("the real provider, for what `cdktf synth --hcl` writes", () => {
  beforeAll(() => validation.run(), 300_000);

  it.each(validation.stacks)("accepts %s", (name) => {
    expect(validation.errorsOf(name)).toEqual([]);
  });

  it("finds nothing else", () => {
    expect(validation.otherErrors()).toEqual([]);
  });
});

afterAll(() => validation.remove());
