import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { remoteCommand } from "../../../commands/exec/session";

test.each([
  [[], undefined, "/bin/sh"],
  [[], "reg_user", "su reg_user"],
  [["python", "manage.py", "--help"], undefined, "python manage.py --help"],
  [["python", "manage.py"], "reg_user", "su reg_user -c 'python manage.py'"],
  [["sh", "-c", "ls | sort"], undefined, "sh -c 'ls | sort'"],
  [["echo", "it's"], undefined, `echo 'it'\\''s'`],
  [["echo", ""], undefined, "echo ''"],
])("%j as %s runs %s", (words, user, expected) => {
  expect(remoteCommand(words, user)).toBe(expected);
});

test("a shell reads back exactly the words that were given", () => {
  const word = fc.string({ unit: "grapheme" }).filter((text) => !text.includes("\0"));
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 4 }), (words) => {
      const printed = execFileSync("sh", ["-c", remoteCommand(["printf", "%s\\0", ...words])], { encoding: "utf8" });
      expect(printed.split("\0").slice(0, -1)).toEqual(words);
    }),
    { numRuns: 50 },
  );
});

test("su hands its shell exactly the words that were given", () => {
  const line = remoteCommand(["printf", "%s\\0", "it's", "a b", "$HOME"], "reg_user");
  // What su does with the word after -c.
  const printed = execFileSync("sh", ["-c", `su() { sh -c "$3"; }; ${line}`], { encoding: "utf8" });
  expect(printed).toBe("it's\0a b\0$HOME\0");
});
