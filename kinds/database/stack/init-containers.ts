import type { ContainerProps } from "../../../modules/ecs/task-definition";
import type { ServiceContext } from "../../core/contexts/service";
import { terraformText } from "../../core/stack/terraform-text";
import type { Service } from "../../service/settings";
import { engineOf } from "../engines";
import { extraDatabaseNames } from "../extra-database";
import { databaseOutputs, extraDatabaseOutputs } from "../outputs";
import { databasePort } from "../port";
import { extraDatabaseProgram } from "./extra-database-program";

/** Containers that run before a service's own: each makes an extra database that the service uses, if it is not there. */
export function initContainers({ uses }: Service, { environment, data }: ServiceContext): ContainerProps[] {
  return Object.keys(uses)
    .filter((name) => Object.hasOwn(environment.extraDatabases, name))
    .map((name) => {
      const { server, database } = extraDatabaseNames(environment, name);
      const settings = environment.databases[server]!;
      const { image, script } = extraDatabaseProgram(engineOf(settings).dialect);
      const master = data(databaseOutputs(server).secretArn);
      const own = data(extraDatabaseOutputs(name, server).secretArn);
      return {
        name: `make-${name}`,
        image,
        entryPoint: ["sh", "-c"],
        command: [terraformText(script)],
        environment: {
          SERVER_HOST: data(databaseOutputs(server).host),
          SERVER_PORT: String(databasePort(settings)),
          SERVER_DATABASE: settings.database,
          DATABASE: database,
        },
        secrets: {
          SERVER_USER: `${master}:username::`,
          SERVER_PASSWORD: `${master}:password::`,
          DATABASE_USER: `${own}:username::`,
          DATABASE_PASSWORD: `${own}:password::`,
        },
        startAfter: {},
        writable: false,
        scratch: [],
        mounts: [],
        essential: false,
        user: "nobody",
        stopTimeout: 30,
      };
    });
}
