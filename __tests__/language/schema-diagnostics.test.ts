import { z } from "zod";
import { check } from "../../language/diagnostics/schema-diagnostics";
import { days } from "../../language/types/duration";

const kept = z.strictObject({ versions: z.union([z.literal(false), days]) });
const either = z.strictObject({ on: z.union([z.string(), z.array(z.string())]) });

/** What is said of a value for which the schema has no words of its own. */
function messages(schema: z.ZodType, value: unknown): string[] {
  return (check(schema, value).diagnostics ?? []).map(({ message }) => message);
}

describe("a value that fits no alternative", () => {
  it("is measured by the alternative it tries to be", () => {
    expect(messages(kept, { versions: "90x" })).toEqual(["`90x` is not a number of days; write it with d, such as 7d"]);
    expect(messages(either, { on: ["a", 1] })).toEqual(["`1` is a number; put it in quotes"]);
  });

  it("is told all alternatives when it tries to be none", () => {
    expect(messages(kept, { versions: true })).toEqual([
      "`true` is a truth value; write false or a number of days, such as 7d",
    ]);
    expect(messages(either, { on: 1 })).toEqual(["`1` is a number; write text or a list, such as [a, b]"]);
    expect(messages(either, {})).toEqual(["is missing; write text or a list, such as [a, b]"]);
  });
});
