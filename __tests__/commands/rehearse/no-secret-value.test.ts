import fc from "fast-check";
import { noSecretValue, secretValues } from "../../../commands/rehearse/promises/no-secret-value";

const SECRET = { name: "example.org/secrets (jwt)", value: 'pa"ss\\word €42' };

function leaks(text: string): boolean {
  return noSecretValue([SECRET], [{ path: "state.json", content: Buffer.from(text) }]).length > 0;
}

it("says which file holds which value, and not the value", () => {
  expect(noSecretValue([SECRET], [{ path: "data/state.json", content: Buffer.from(`x${SECRET.value}y`) }])).toEqual([
    "data/state.json holds the secret value example.org/secrets (jwt)",
  ]);
});

it.each([
  ["as it is", SECRET.value],
  ["escaped for JSON", JSON.stringify({ password: SECRET.value })],
  ["escaped for a URL", `postgres://user:${encodeURIComponent(SECRET.value)}@host`],
])("finds it %s", (_form, text) => {
  expect(leaks(text)).toBe(true);
});

it("finds it within base64, whatever is around it", () => {
  fc.assert(
    fc.property(fc.uint8Array(), fc.uint8Array(), (before, after) =>
      leaks(Buffer.concat([before, Buffer.from(SECRET.value), after]).toString("base64")),
    ),
  );
});

it("does not find what is not there", () => {
  expect(leaks(JSON.stringify({ password: "another", encoded: Buffer.from("another").toString("base64") }))).toBe(
    false,
  );
});

it("takes the values of a JSON object one by one, without those that are no secrets", () => {
  const text = JSON.stringify({
    username: "ps_admin_user",
    password: "correct horse",
    host: "db.example.org",
    empty: "",
  });
  expect(secretValues("rds!db-1", text)).toEqual([{ name: "rds!db-1 (password)", value: "correct horse" }]);
});

it("takes any other text as one value", () => {
  expect(secretValues("token", "correct horse")).toEqual([{ name: "token", value: "correct horse" }]);
  expect(secretValues("number", "1234567890")).toEqual([{ name: "number", value: "1234567890" }]);
});
