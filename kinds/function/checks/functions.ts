import { suggestion } from "../../../language/diagnostics/nearest";
import type { Diagnostic } from "../../../language/yaml/tree";
import type { Environment } from "../../core/environment";
import { kindOf } from "../../core/sections";
import type { LambdaFunction } from "../settings";

/** Variables that Lambda sets itself and lets nobody else set (https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime). */
const RESERVED = [
  "AWS_ACCESS_KEY",
  "AWS_ACCESS_KEY_ID",
  "AWS_DEFAULT_REGION",
  "AWS_EXECUTION_ENV",
  "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
  "AWS_LAMBDA_FUNCTION_NAME",
  "AWS_LAMBDA_FUNCTION_VERSION",
  "AWS_LAMBDA_INITIALIZATION_TYPE",
  "AWS_LAMBDA_LOG_GROUP_NAME",
  "AWS_LAMBDA_LOG_STREAM_NAME",
  "AWS_LAMBDA_RUNTIME_API",
  "AWS_REGION",
  "AWS_SECRET_ACCESS_KEY",
  "AWS_SESSION_TOKEN",
  "LAMBDA_RUNTIME_DIR",
  "LAMBDA_TASK_ROOT",
];

function imageDiagnostics({ images }: Environment, name: string, { image }: LambdaFunction): Diagnostic[] {
  const path = ["functions", name, "image"];
  if (!Object.hasOwn(images, image)) {
    const advice = suggestion(image, Object.keys(images), "add it to `images`");
    return [{ path, message: `there is no image \`${image}\`; ${advice}` }];
  }
  const message = `image \`${image}\` is pulled, and Lambda runs only what is in ECR; give it a \`build\`, whose Dockerfile may be FROM that image`;
  return images[image]!.build === undefined ? [{ path, message }] : [];
}

function variableDiagnostics(name: string, { environment }: LambdaFunction): Diagnostic[] {
  return Object.keys(environment)
    .filter((variable) => RESERVED.includes(variable))
    .map((variable) => ({
      path: ["functions", name, "environment", variable],
      at: "key",
      message: `\`${variable}\` is set by Lambda itself; take it out, or choose another name`,
    }));
}

/** Whether a task makes an extra database, which functions cannot do. */
function isMade({ services }: Environment, database: string): boolean {
  return Object.values(services).some(({ uses }) => Object.hasOwn(uses, database));
}

function useDiagnostics(environment: Environment, name: string, { uses }: LambdaFunction): Diagnostic[] {
  return Object.keys(uses).flatMap((resource): Diagnostic[] => {
    const path = ["functions", name, "uses", resource];
    const kind = kindOf(environment, resource);
    if (kind === "file system") {
      const message = "functions mount no file systems; use a bucket, or run this as a service";
      return [{ path, at: "key", message }];
    }
    const message = `the tasks of services make \`${resource}\`, and no service uses it; add \`uses: { ${resource}: connect }\` to one`;
    return kind === "extra database" && !isMade(environment, resource) ? [{ path, at: "key", message }] : [];
  });
}

/** Functions run images that are in ECR, set variables of their own, and use what functions can use. */
export function functions(environment: Environment): Diagnostic[] {
  return Object.entries(environment.functions).flatMap(([name, settings]) => [
    ...imageDiagnostics(environment, name, settings),
    ...variableDiagnostics(name, settings),
    ...useDiagnostics(environment, name, settings),
  ]);
}
