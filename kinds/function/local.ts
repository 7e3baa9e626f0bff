import type { ComposeService } from "../core/local/compose-file";
import { type KindLocal, type LocalContext, NOT_HERE } from "../core/local/kind";
import { composeProcess } from "../service/compose-process";
import { container } from "../service/container";

/** Where the stand-in for Lambda takes calls, whatever the function is called (https://docs.aws.amazon.com/lambda/latest/dg/images-test.html). */
const INVOCATIONS = "/2015-03-31/functions/function/invocations";

export const functionLocal: KindLocal = {
  ...NOT_HERE,
  containers: (context) =>
    Object.keys(context.environment.functions).map((name) => [name, functionContainer(context, name)]),
  published: () => INVOCATIONS,
  absent: ({ functions }) => {
    const started = Object.entries(functions).filter(([, { triggers }]) => triggers.length > 0);
    return started.map(([name]) => `what starts the function ${name}: call it yourself`);
  },
};

/** A function, to be called by HTTP: AWS's base images have a stand-in for Lambda (https://docs.aws.amazon.com/lambda/latest/dg/images-test.html). */
function functionContainer(context: LocalContext, name: string): ComposeService {
  const { image, command, entryPoint, environment, memory, uses } = context.environment.functions[name]!;
  const fields = { ...container.parse({ image, environment }), command, entryPoint, writable: true, stopTimeout: 2 };
  return {
    ...composeProcess(context, `functions.${name}`, fields, uses),
    ports: [`127.0.0.1:${context.port(name)}:8080`],
    deploy: { resources: { limits: { memory: `${memory}M` } } },
  };
}
