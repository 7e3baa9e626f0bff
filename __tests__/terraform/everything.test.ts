import { join } from "node:path";
import { describeWithTerraform, ROOT } from "./installed";
import { testStacks, Validation } from "./validation";

const validation = new Validation(join(ROOT, "__tests__", "fixtures", "everything"));

describeWithTerraform("the real provider, for a system that uses every kind of the manifest at every level", () => {
  testStacks(validation);
});

afterAll(() => validation.remove());
