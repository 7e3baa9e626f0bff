import type { Diagnostic } from "../../../language/yaml/tree";
import type { Environment } from "../../core/environment";
import { containersOf } from "../containers";

/** ECS Exec needs a root file system it can write to (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html), in the containers that it enters. */
export function exec({ services }: Environment): Diagnostic[] {
  return Object.entries(services).flatMap(([name, service]) => {
    const writable = Object.values(containersOf(name, service)).some((container) => container.writable);
    const message =
      "needs a container with `writable: true`: ECS Exec writes to the root file system of what it enters";
    return service.exec && !writable ? [{ path: ["services", name, "exec"], message }] : [];
  });
}
