import { suggestion } from "../../../language/diagnostics/nearest";
import type { Diagnostic } from "../../../language/yaml/tree";
import type { Environment } from "../../core/environment";
import { eachContainer } from "./each-container";

/** Containers mount file systems that exist and that their service uses. */
export function mounts(environment: Environment): Diagnostic[] {
  const known = Object.keys(environment.fileSystems);
  return eachContainer(environment).flatMap(({ serviceName, service, container, path }) =>
    Object.keys(container.mounts).flatMap((name): Diagnostic[] => {
      const place = { path: [...path, "mounts", name], at: "key" as const };
      if (!known.includes(name)) {
        const advice = suggestion(name, known, "add it to `fileSystems`");
        return [{ ...place, message: `there is no file system \`${name}\`; ${advice}` }];
      }
      if (Object.hasOwn(service.uses, name)) return [];
      const line = `add \`uses: { ${name}: read-write }\` to services.${serviceName}`;
      return [{ ...place, message: `\`${name}\` is not allowed yet; ${line}` }];
    }),
  );
}
