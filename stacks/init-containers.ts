import { extraDatabaseNames } from "../manifest/extra-databases";
import type { Service } from "../manifest/schema/service";
import { POSTGRES_PORT } from "../modules/ports";
import type { ContainerProps } from "../modules/task-definition";
import { INIT_IMAGE, initScript } from "./extra-database-init";
import type { ServiceContext } from "./service-context";
import { terraformText } from "./terraform-text";

/** Containers that run before a service's own: each makes an extra database that the service uses, if it is not there. */
export function initContainers({ uses }: Service, { environment, data }: ServiceContext): ContainerProps[] {
  return Object.keys(uses)
    .filter((name) => Object.hasOwn(environment.extraDatabases, name))
    .map((name) => {
      const { server, database } = extraDatabaseNames(environment, name);
      const master = data(`${server}_secret_arn`);
      const own = data(`${name}_secret_arn`);
      return {
        name: `make-${name}`,
        image: INIT_IMAGE,
        entryPoint: ["sh", "-c"],
        command: [terraformText(initScript())],
        environment: {
          SERVER_HOST: data(`${server}_host`),
          SERVER_PORT: String(POSTGRES_PORT),
          SERVER_DATABASE: environment.databases[server]!.database,
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
