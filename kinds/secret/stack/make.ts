import { DataAwsSecretsmanagerSecret } from "@cdktf/provider-aws/lib/data-aws-secretsmanager-secret";
import { onDemand } from "../../../stacks/on-demand";
import { type DataContext, each } from "../../contexts/data";
import type { Secret } from "../settings";

/** Secrets that are made here, or looked up where they are there already. */
export function makeSecrets(context: DataContext): void {
  each(context.environment.secrets, (name, settings) => addSecret(context, name, settings));
}

function addSecret(context: DataContext, name: string, settings: Secret): void {
  const { scope, environment, prefix, guarded } = context;
  const secret = settings.existing
    ? new DataAwsSecretsmanagerSecret(scope, name, { name: settings.existing })
    : new onDemand.Secret(scope, name, {
        name: `${environment.system}/${environment.name}/${name}`,
        description: `Secret ${name} of ${prefix}`,
        generate: settings.generate,
        keys: settings.keys,
        guarded,
      });
  context.publish(`${name}_arn`, secret.arn, `ARN of the secret ${name}`);
  context.publish(`${name}_name`, secret.name, `Name of the secret ${name}`);
}
