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

/** What AWS refused, in a sentence with its remedy. `where` is who was asked, such as `ECS in us-east-1`. */
export function refusal(error: unknown, where: string): UserError {
  if (error instanceof UserError) return error;
  const { name, message } = error as Error;
  return new UserError(
    LOGIN.has(name)
      ? `No valid AWS credentials (${message}): log in with \`npx drydock login\`.`
      : `${where}: ${name}: ${message}`,
  );
}
