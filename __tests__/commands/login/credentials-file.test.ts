import fc from "fast-check";
import { defaultProfile, withDefaultProfile } from "../../../commands/login/credentials-file";

const KEYS = { accessKeyId: "ASIANEW", secretAccessKey: "new/secret+", sessionToken: "new==" };
const WRITTEN = "aws_access_key_id = ASIANEW\naws_secret_access_key = new/secret+\naws_session_token = new==\n";

describe("what [default] holds", () => {
  test.each([
    ["no keys", ""],
    ["no keys", "[jane]\naws_access_key_id = AKIA\naws_secret_access_key = s\n"],
    ["no keys", "[default]\nregion = us-west-2\n[jane]\naws_access_key_id = AKIA\n"],
    ["no keys", "# [default]\n# aws_access_key_id = AKIA\n"],
    ["long-term", "[default]\naws_access_key_id = AKIA\naws_secret_access_key = s\n"],
    ["long-term", "[jane]\nx = y\n[default] # mine\nAWS_ACCESS_KEY_ID=AKIA"],
    ["session", "[default]\naws_access_key_id = ASIA\naws_secret_access_key = s\naws_session_token = t\n"],
    ["session", "[default]\naws_access_key_id = ASIA\naws_secret_access_key = s\naws_security_token = t\n"],
  ])("is %s in %j", (expected, text) => {
    expect(defaultProfile(text)).toBe(expected);
  });

  test("is an error when there are two", () => {
    expect(() => defaultProfile("[default]\n[jane]\n[default]\n")).toThrow("[default] twice, in lines 1 and 3");
  });
});

describe("the file with the session in [default]", () => {
  test("gets the section at its end when there is none", () => {
    expect(withDefaultProfile("[jane]\naws_access_key_id = AKIA\n", KEYS)).toBe(
      `[jane]\naws_access_key_id = AKIA\n\n[default]\n${WRITTEN}`,
    );
    expect(withDefaultProfile("", KEYS)).toBe(`[default]\n${WRITTEN}`);
  });

  test("keeps other settings and comments of the section", () => {
    const before =
      "; top\n[default]\n# written by login\naws_session_token=old\nregion = us-west-2\n" +
      "aws_access_key_id=old\naws_security_token = old\naws_secret_access_key=old\n\n# of jane\n[jane]\nx=y";
    expect(withDefaultProfile(before, KEYS)).toBe(
      `; top\n[default]\n${WRITTEN}# written by login\nregion = us-west-2\n\n# of jane\n[jane]\nx=y`,
    );
  });

  test("keeps the file's line ends", () => {
    expect(withDefaultProfile("[jane]\r\nx = y", KEYS)).toBe(
      `[jane]\r\nx = y\r\n\r\n[default]\r\n${WRITTEN.replaceAll("\n", "\r\n")}`,
    );
  });

  test("survives a header that ends the file", () => {
    expect(withDefaultProfile("[default]", KEYS)).toBe(`[default]\n${WRITTEN}`);
  });

  test("keeps every line that is not a key of [default], in order, and writing twice is writing once", () => {
    const setting = fc.constantFrom(
      "aws_access_key_id = AKIA",
      "aws_secret_access_key=x",
      "region = eu-west-1",
      "# a comment [default]",
      "s3 =",
      "  addressing_style = path",
      "",
    );
    const profile = fc.tuple(fc.constantFrom("jane", "default-2", "Default"), fc.array(setting));
    const lines = ([name, settings]: [string, string[]]) => [`[${name}]`, ...settings];
    fc.assert(
      fc.property(
        fc.array(profile),
        fc.option(fc.array(setting)),
        fc.array(profile),
        fc.constantFrom("\n", "\r\n"),
        (before, inDefault, after, end) => {
          const middle = inDefault === null ? [] : ["[default]", ...inDefault];
          const text = [...before.flatMap(lines), ...middle, ...after.flatMap(lines)]
            .map((line) => line + end)
            .join("");
          const written = withDefaultProfile(text, KEYS);
          expect(defaultProfile(written)).toBe("session");
          expect(withDefaultProfile(written, KEYS)).toBe(written);
          const head = before
            .flatMap(lines)
            .map((line) => line + end)
            .join("");
          const tail = after
            .flatMap(lines)
            .map((line) => line + end)
            .join("");
          expect(written.startsWith(head)).toBe(true);
          if (inDefault === null) expect(written.startsWith(text)).toBe(true);
          else expect(written.endsWith(tail)).toBe(true);
          const kept = (inDefault ?? []).filter((line) => !/^aws_/.test(line)).map((line) => line + end);
          if (inDefault !== null) expect(written.endsWith(kept.join("") + tail)).toBe(true);
        },
      ),
    );
  });
});
