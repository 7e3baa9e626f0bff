import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import type { Variables } from "../process/processes";

/**
 * The variables for a provider process that is configured again and again; nothing if it cannot be.
 *
 * The AWS SDK for Go puts the certificates of `AWS_CA_BUNDLE`, or of `ca_bundle` in a profile, into a client that it
 * made itself, and the provider keeps that client wrapped: its second configuration fails with "unable to add custom
 * RootCAs HTTPClient". On Linux Go itself trusts what `SSL_CERT_FILE` and `SSL_CERT_DIR` hold instead
 * (https://pkg.go.dev/crypto/x509#SystemCertPool).
 */
export function variablesForMany(variables: Variables, platform = process.platform): Variables | undefined {
  if (configurationFiles(variables).some(namesBundle)) return undefined;
  const { AWS_CA_BUNDLE: bundle, ...others } = variables;
  if (!bundle) return others;
  if (platform !== "linux") return undefined;
  // The bundle stands for all that is trusted, as the SDK has it.
  return { ...others, SSL_CERT_FILE: bundle, SSL_CERT_DIR: "/dev/null" };
}

/** Where profiles are (https://docs.aws.amazon.com/sdkref/latest/guide/file-location.html). */
function configurationFiles(variables: Variables): string[] {
  const folder = join(variables["HOME"] ?? homedir(), ".aws");
  return [
    variables["AWS_CONFIG_FILE"] || join(folder, "config"),
    variables["AWS_SHARED_CREDENTIALS_FILE"] || join(folder, "credentials"),
  ];
}

/** Whether any profile has certificates of its own; a provider more that starts is a small price for not asking which. */
function namesBundle(file: string): boolean {
  try {
    return /^[ \t]*ca_bundle[ \t]*=/m.test(readFileSync(file, "utf8"));
  } catch {
    // Who needs the file hears of it from the provider.
    return false;
  }
}
