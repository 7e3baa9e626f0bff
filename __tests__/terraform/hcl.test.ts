import { join } from "node:path";
import { describeWithTerraform, ROOT } from "./installed";
import { testStacks, Validation } from "./validation";

const validation = new Validation(join(ROOT, "__tests__", "fixtures", "everything"), "hcl");

describeWithTerraform("the real provider, for what `cdktf synth --hcl` writes", () => {
  testStacks(validation);
});

afterAll(() => validation.remove());
