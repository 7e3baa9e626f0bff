import { DataAwsSecretsmanagerSecret } from "@cdktf/provider-aws/lib/data-aws-secretsmanager-secret";
import { Secret } from "../../../modules/secretsmanager/secret";
import { type DataContext, each } from "../../core/contexts/data";
import { secretName } from "../names";
import { secretOutputs } from "../outputs";
import type { Secret as Settings } from "../settings";

/** Secrets that are made here, or looked up where they are there already. */
export function makeSecrets(context: DataContext): void {
  each(context.environment.secrets, (name, settings) => addSecret(context, name, settings));
}

function addSecret(context: DataContext, name: string, settings: Settings): void {
  const { scope, environment, prefix, guarded } = context;
  const secret = settings.existing
    ? new DataAwsSecretsmanagerSecret(scope, name, { name: settings.existing })
    : new Secret(scope, name, {
        name: secretName(environment, name),
        description: `Secret ${name} of ${prefix}`,
        generate: settings.generate,
        keys: settings.keys,
        guarded,
      });
  const outputs = secretOutputs(name);
  context.publish(outputs.arn, secret.arn);
  context.publish(outputs.name, secret.name);
}
