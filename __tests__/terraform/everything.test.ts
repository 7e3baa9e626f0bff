import { join } from "node:path";
import { describeWithTerraform, ROOT } from "./installed";
import { Validation } from "./validation";

const validation = new Validation(join(ROOT, "__tests__", "fixtures", "everything"));

describeWithTerraform("the real provider, for a system that uses every kind of the manifest at every level", () => {
  beforeAll(() => validation.run(), 300_000);

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
