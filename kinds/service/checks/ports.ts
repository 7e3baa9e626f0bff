import type { Diagnostic } from "../../../language/yaml/tree";
import type { Environment } from "../../core/environment";
import { containersOf } from "../containers";

/** Containers of a task share its network interface, so each has ports of its own (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-task-networking.html). */
export function ports({ services }: Environment): Diagnostic[] {
  return Object.entries(services).flatMap(([service, settings]) => {
    const owners = new Map<number, string>();
    return Object.entries(containersOf(service, settings)).flatMap(([name, { port }]): Diagnostic[] => {
      const owner = port === undefined ? undefined : owners.get(port);
      if (port !== undefined && owner === undefined) {
        owners.set(port, name);
      }
      const message = `\`${port}\` is the port of container \`${owner}\` too; containers of a task share their ports: choose another`;
      return owner === undefined ? [] : [{ path: ["services", service, "containers", name, "port"], message }];
    });
  });
}
