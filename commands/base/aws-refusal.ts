import { UserError } from "./user-error";

/** Errors that a login mends, as the SDK and AWS's services name them. */
const LOGIN = new Set([
  "CredentialsProviderError",
  "ExpiredToken",
  "ExpiredTokenException",
  "InvalidClientTokenId",
  "UnrecognizedClientException",
  "AuthFailure",
]);

/**
 * Whether an error tells of an answer that could not be read. Parsers quote the text in their messages, which must not be
 * seen; the SDK adds a hint of its own and the answer in hidden fields.
 */
export function isUnreadable(error: unknown): boolean {
  return error instanceof SyntaxError || /Deserialization error/.test((error as Error | undefined)?.message ?? "");
}

/** Why AWS did not do it: its own message, unless that may quote an answer. */
export function reasonOf(error: unknown): string {
  return isUnreadable(error)
    ? "its answer cannot be read, as when a proxy answers in its place or the connection breaks off; try again."
    : (error as Error).message;
}

/**
 * What AWS refused, in a sentence with its remedy; any other error as it is. `where` is who was asked, such as
 * `ECS in us-east-1`.
 */
export function refusal(error: unknown, where: string): Error {
  if (error instanceof UserError) return error;
  const { name, message } = error as Error;
  if (isUnreadable(error)) return new UserError(`${where}: ${reasonOf(error)}`);
  if (LOGIN.has(name))
    return new UserError(`No valid AWS credentials (${message}): log in with \`npx drydock login\`.`);
  // The SDK marks what it throws, also when nobody answered.
  return "$metadata" in (error as Error) ? new UserError(`${where}: ${name}: ${message}`) : (error as Error);
}
