import { randomBytes } from "node:crypto";
import type { Environment } from "../environment";
import { nameIn } from "../names";
import type { Variable } from "./kind";
import { interpolation, variable } from "./names";

/** A secret as JSON, its values to be put in by Compose. */
export interface LocalSecret {
  readonly values: Readonly<Record<string, string>>;
  readonly json: string;
}

/** A secret of these values. */
export function localSecret(values: Readonly<Record<string, string>>): LocalSecret {
  return { values, json: JSON.stringify(values) };
}

/** The login of a user of a database, whose password is in `.env`. */
export function localLogin(environment: Environment, name: string, username: string): LocalSecret {
  return localSecret({ username, password: interpolation(variable(environment, name, "password")) });
}

/** A variable whose first value is made: fifty characters that need no escaping anywhere, as many as `generate` makes in AWS. */
export function generated(name: string): Variable {
  return { name, generate: () => randomBytes(25).toString("hex") };
}

/** A secret as a whole, by part, or by the name that Secrets Manager knows it by in place of its ARN. */
export function secretValue(
  environment: Environment,
  name: string,
  { values, json }: LocalSecret,
  attribute: string,
): string | undefined {
  const known: Record<string, string> = {
    ...values,
    value: json,
    arn: nameIn(environment, name),
    name: nameIn(environment, name),
  };
  return known[attribute];
}

/** The same of a login that belongs to a thing: `secret` and `secret.<part>`. */
export function loginValue(
  environment: Environment,
  name: string,
  secret: LocalSecret,
  attribute: string,
): string | undefined {
  if (attribute === "secret") return secretValue(environment, name, secret, "value");
  return attribute.startsWith("secret.")
    ? secretValue(environment, name, secret, attribute.slice("secret.".length))
    : undefined;
}
