import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { commandLine, quoted } from "../../../commands/deploy/command-line";

describe("the command that goes on", () => {
  it("is npm's script where that was used, and npx's otherwise", () => {
    expect(commandLine(["deploy", "shop-test", "--yes"], "deploy")).toBe("npm run deploy -- shop-test --yes");
    expect(commandLine(["deploy", "shop-*"], undefined)).toBe("npx drydock deploy 'shop-*'");
    expect(commandLine(["deploy", "shop-test"], "plan")).toBe("npx drydock deploy shop-test");
  });

  it("gives a shell every argument as it was", () => {
    const argument = fc.string({ minLength: 1, unit: fc.constantFrom(..."ab '\"\\$`*?!~;|&<>(){}[]#\n=-") });
    fc.assert(
      fc.property(fc.array(argument, { minLength: 1, maxLength: 3 }), (words) => {
        const script = `printf '%s\\0' ${words.map(quoted).join(" ")}`;
        expect(execFileSync("/bin/sh", ["-c", script], { encoding: "utf8" })).toBe(`${words.join("\0")}\0`);
      }),
      { numRuns: 40 },
    );
  });
});
