import { homedir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline/promises";
import { Command, InvalidArgumentError, Option } from "commander";
import { DURATION, NO_DURATION, seconds } from "../../language/types/duration-text";
import { UserError } from "../base/user-error";
import { defaultProfile, withDefaultProfile } from "../login/credentials-file";
import { readPrivateFile, writePrivateFile } from "../login/private-file";

/** Limits of GetSessionToken for IAM users, in seconds (https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html). */
const SHORTEST = 900;
const LONGEST = 129_600;

interface LoginOptions {
  readonly profile: string;
  readonly mfa: string;
  readonly code?: string;
  readonly duration: number;
  readonly replaceDefault?: true;
}

/** The `login` command. */
export function command(): Command {
  return new Command("login")
    .description("get a session with MFA and write it to [default] of the AWS credentials file")
    .requiredOption("--profile <name>", "profile with the long-term keys of an IAM user")
    .requiredOption("--mfa <serial>", "ARN or serial number of the user's MFA device")
    .option("--code <code>", "current code of the device; asked for on a terminal when it is not given", parseCode)
    .addOption(
      new Option("--duration <time>", "how long the session lasts, 15m to 36h")
        .argParser(parseDuration)
        .default(seconds("12h"), "12h"),
    )
    .option("--replace-default", "replace long-term keys that are in [default]")
    .addHelpText(
      "after",
      `
Every other profile and every comment of the file stay as they are. AWS_SHARED_CREDENTIALS_FILE names another file.

Examples:
  $ npx drydock login --profile jane --mfa arn:aws:iam::111111111111:mfa/jane
  $ npx drydock login --profile jane --mfa arn:aws:iam::111111111111:mfa/jane --code 123456 --duration 1h
`,
    )
    .action(login);
}

async function login(options: LoginOptions): Promise<void> {
  const { AWS_SHARED_CREDENTIALS_FILE: file = join(homedir(), ".aws", "credentials") } = process.env;
  if (options.profile === "default") {
    throw new UserError(
      "--profile default would lose its own keys to the session: give them a profile with a name.",
      2,
    );
  }
  // Everything that can refuse does so before a code is used up.
  if (defaultProfile(await readPrivateFile(file)) === "long-term" && !options.replaceDefault) {
    throw new UserError(
      `${file}: [default] holds long-term keys, which the session would replace. ` +
        "Move them to a profile with a name, or lose them with --replace-default.",
    );
  }
  // What asks AWS is loaded when there is something to ask.
  const { SessionTokens } = require("../login/session-token") as typeof import("../login/session-token");
  const tokens = await SessionTokens.ofProfile(options.profile);
  const code = options.code ?? (await askForCode(options.mfa));
  const { keys, expires } = await tokens.get(options.mfa, code, options.duration);
  await writePrivateFile(file, withDefaultProfile(await readPrivateFile(file), keys));
  console.log(
    `The session of profile ${options.profile} is [default] in ${file}; it ends at ${expires.toISOString()}.`,
  );
  for (const name of ["AWS_ACCESS_KEY_ID", "AWS_PROFILE"].filter((name) => process.env[name])) {
    console.log(`${name} is set in this shell and goes before [default]: unset ${name}`);
  }
}

async function askForCode(mfa: string): Promise<string> {
  if (!process.stdin.isTTY) {
    throw new UserError("There is no terminal to ask for the MFA code: give it with --code.", 2);
  }
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return parseCode((await terminal.question(`Code of ${mfa}: `)).trim());
  } catch (error) {
    throw error instanceof InvalidArgumentError ? new UserError(error.message, 2) : error;
  } finally {
    terminal.close();
  }
}

function parseCode(text: string): string {
  if (/^[0-9]{6}$/.test(text)) return text;
  throw new InvalidArgumentError("A code is six digits.");
}

function parseDuration(text: string): number {
  if (!DURATION.test(text)) throw new InvalidArgumentError(`"${text}" ${NO_DURATION}.`);
  const length = seconds(text);
  if (length < SHORTEST || length > LONGEST) throw new InvalidArgumentError("STS gives sessions of 15m to 36h.");
  return length;
}
