import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { Command } from "commander";
import type { Environment } from "../../kinds/core/environment";
import { environmentName } from "../../kinds/core/names";
import { refusal } from "../base/aws-refusal";
import { findEnvironment } from "../base/find-environment";
import { UserError } from "../base/user-error";
import { findSecret, type KnownSecret, knownSecrets, refuseUnknownKeys } from "../secret/known-secret";
import { type Content, StoredSecret } from "../secret/stored-secret";
import { generatedValue, givenValue, valuesFromFile } from "../secret/value-input";

interface SetOptions {
  readonly generate?: true;
  readonly fromFile?: string;
}

/** The `secret` command. */
export function command(): Command {
  return new Command("secret")
    .description("list and set the secrets that a manifest names; a value is never shown")
    .addCommand(listCommand())
    .addCommand(setCommand());
}

function listCommand(): Command {
  return new Command("list")
    .description("show which keys each secret has, and whether they are set")
    .argument("<environment>", "system and environment, such as idmcdb-staging")
    .addHelpText("after", "\nExample:\n  $ npx drydock secret list idmcdb-staging\n")
    .action((name: string) => withSecrets(name, list));
}

function setCommand(): Command {
  return new Command("set")
    .description("set one key of a secret, or those in a file; the others keep their values")
    .argument("<environment>", "system and environment, such as idmcdb-staging")
    .argument("<secret>", "name of the secret in the manifest")
    .argument("[key]", "key to set; its value is asked for, or read from standard input")
    .option("--generate", "make a random value of 50 letters and digits")
    .option("--from-file <file>", 'set every key of a JSON object of texts, {"KEY": "value"}')
    .addHelpText(
      "after",
      `
A value is never given on the command line, where the shell's history and other users would see it. A line break at the
end of standard input is not part of the value. Tasks read secrets when they start.

Examples:
  $ npx drydock secret set idmcdb-staging app SENTRY_DSN
  $ npx drydock secret set idmcdb-staging app DJANGO_SECRET_KEY --generate
  $ npx drydock secret set sliderule-test domain-secrets oidc_rsa_key < key.pem
  $ npx drydock secret set idmcdb-staging app --from-file staging-secrets.json
`,
    )
    .action((name: string, secret: string, key: string | undefined, options: SetOptions) =>
      withSecrets(name, (client, environment) => set(client, environment, secret, key, options)),
    );
}

type Action = (client: SecretsManagerClient, environment: Environment) => Promise<void>;

async function withSecrets(name: string, action: Action): Promise<void> {
  const { environment } = findEnvironment(name);
  const client = new SecretsManagerClient({ region: environment.region });
  try {
    await action(client, environment);
  } catch (error) {
    throw refusal(error, `Secrets Manager in ${environment.region}`);
  } finally {
    client.destroy();
  }
}

async function list(client: SecretsManagerClient, environment: Environment): Promise<void> {
  for (const secret of knownSecrets(environment)) {
    const content = await new StoredSecret(client, secret).read();
    console.log(`${secret.name} (${secret.id})${content ? "" : `: not there yet; ${secret.maker}`}`);
    if (content) for (const line of states(secret, content)) console.log(`  ${line}`);
  }
}

/** Each key with what can be said of its value. */
function states({ keys }: KnownSecret, { values }: Content): string[] {
  const others = Object.keys(values).filter((key) => !keys.includes(key));
  const width = Math.max(...[...keys, ...others].map((key) => key.length));
  const line = (key: string, note: string) => `${key.padEnd(width)}  ${state(values, key)}${note}`;
  return [...keys.map((key) => line(key, "")), ...others.map((key) => line(key, ", not in the manifest"))];
}

function state(values: Content["values"], key: string): string {
  if (!Object.hasOwn(values, key)) return "missing";
  return values[key] === "" ? "empty" : "set";
}

async function set(
  client: SecretsManagerClient,
  environment: Environment,
  name: string,
  key: string | undefined,
  options: SetOptions,
): Promise<void> {
  const secret = findSecret(environment, name);
  refuseMixtures(secret, key, options);
  if (key !== undefined) refuseUnknownKeys(secret, [key]);
  const fromFile = options.fromFile === undefined ? {} : await valuesFromFile(options.fromFile);
  refuseUnknownKeys(secret, Object.keys(fromFile));
  const stored = new StoredSecret(client, secret);
  // What can refuse does so before anybody types a value.
  const content = await stored.read();
  if (!content) throw new UserError(`There is no secret ${secret.id} in ${environment.region}: ${secret.maker} first.`);
  const typed = key === undefined ? {} : { [key]: options.generate ? generatedValue() : await givenValue(key) };
  const values = { ...fromFile, ...typed };
  await stored.merge(content, values);
  report(environment, secret, Object.keys(values));
}

function refuseMixtures({ name, keys }: KnownSecret, key: string | undefined, options: SetOptions): void {
  const { generate, fromFile } = options;
  const wrong: [boolean | undefined, string][] = [
    [key === undefined && fromFile === undefined, `Say which key of ${name} to set: ${keys.join(", ")}.`],
    [key !== undefined && fromFile !== undefined, "--from-file names its keys itself; take the key out."],
    [generate && fromFile !== undefined, "--generate and --from-file do not go together; take one of them out."],
  ];
  const found = wrong.find(([isWrong]) => isWrong);
  if (found) throw new UserError(found[1], 2);
}

function report(environment: Environment, { id, services }: KnownSecret, keys: readonly string[]): void {
  console.log(`Set in ${id}: ${keys.join(", ")}.`);
  if (services.length === 0) return;
  console.log(`Running tasks of ${services.join(", ")} keep the old values; start new ones, each with`);
  console.log(
    `  aws ecs update-service --region ${environment.region} --cluster ${environmentName(environment)} --service <service> --force-new-deployment`,
  );
}
