import type { Reference } from "../../language/reference";
import { extraDatabaseNames } from "../database/extra-database";
import type { Environment } from "../environment";
import { kindOf } from "../sections";
import { frontContainer } from "../service/containers";
import { privateDomain } from "../service/private-domain";
import type { Value } from "./values";

/** What a reference in the manifest stands for, as a value that the data layer has handed on or that follows from the manifest. */
export function referenceValue(
  { resource, attribute, text }: Reference,
  environment: Environment,
  data: (output: string) => string,
  functionArn: (name: string) => string,
): Value {
  const path = attribute.join(".");
  const own = (output: string) => data(`${resource}_${output}`);
  switch (kindOf(environment, resource)) {
    case "database":
      return path === "name"
        ? { plain: environment.databases[resource]!.database }
        : (loginValue(attribute, own) ?? { plain: own(path) });
    case "extra database": {
      const { server, database } = extraDatabaseNames(environment, resource);
      return path === "name"
        ? { plain: database }
        : (loginValue(attribute, own) ?? { plain: data(`${server}_${path}`) });
    }
    case "cache":
      return path === "tls"
        ? { plain: String(environment.caches[resource]!.tls === "required") }
        : { plain: own(path) };
    case "secret":
      if (path === "arn" || path === "name") return { plain: own(path) };
      return { secretFrom: path === "value" ? own("arn") : `${own("arn")}:${path}::` };
    case "email":
      return { plain: environment.email[resource]![path as "from" | "identity"] };
    case "service":
      return { plain: serviceValue(environment, resource, path) };
    case "function":
      return { plain: path === "arn" ? functionArn(resource) : functionName(environment, resource) };
    case undefined:
      throw new Error(`${text} stands for nothing in ${environment.system}-${environment.name}`);
    default:
      return { plain: own(attribute.join("_")) };
  }
}

/** Name of a function in Lambda: at most 63 characters of 64 (https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html). */
export function functionName({ system, name: environment }: Environment, name: string): string {
  return `${system}-${environment}-${name}`;
}

function loginValue([first, second]: string[], own: (output: string) => string): Value | undefined {
  if (first !== "secret") return undefined;
  if (second === "arn") return { plain: own("secret_arn") };
  return { secretFrom: second ? `${own("secret_arn")}:${second}::` : own("secret_arn") };
}

function serviceValue(environment: Environment, name: string, path: string): string {
  const settings = environment.services[name]!;
  if (path === "url") return `https://${settings.expose!.host!}`;
  if (path === "port") return String(frontContainer(name, settings)!.port);
  return `${name}.${privateDomain(environment)}`;
}
