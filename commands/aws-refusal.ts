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
 * What AWS refused, in a sentence with its remedy; any other error as it is. `where` is who was asked, such as
 * `ECS in us-east-1`.
 */
export function refusal(error: unknown, where: string): Error {
  const { name, message } = error as Error;
  if (LOGIN.has(name))
    return new UserError(`No valid AWS credentials (${message}): log in with \`npx drydock login\`.`);
  // The SDK marks what it throws, also when nobody answered.
  return "$metadata" in (error as Error) ? new UserError(`${where}: ${name}: ${message}`) : (error as Error);
}
