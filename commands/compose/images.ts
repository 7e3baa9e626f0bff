import type { Environment } from "../../kinds/core/environment";
import { environmentName } from "../../kinds/core/names";
import { parseTemplate } from "../../language/reference";
import { UserError } from "../user-error";
import type { ComposeService } from "./compose-file";
import { literal } from "./names";
import { taskOf } from "./task";

/** Docker's names of the architectures. */
const PLATFORMS = { x86_64: "linux/amd64", arm64: "linux/arm64" } as const;

/** The image of a container: pulled, or built from the same folder as for AWS. */
export function imageOf(
  environment: Environment,
  name: string,
  path: (path: string) => string,
): Partial<ComposeService> {
  const { build, pull, architecture } = environment.images[name]!;
  const platform = PLATFORMS[architecture];
  if (build === undefined) return { image: pull!, platform };
  const args = Object.entries(build.args).map(([key, text]) => ({ key, parts: parseTemplate(text) }));
  const bases = args.flatMap(({ parts }) => parts.flatMap((part) => (typeof part === "string" ? [] : [part.resource])));
  const contexts = bases.map((base) => [localName(environment, base), `service:${runnerOf(environment, base)}`]);
  const values = args.map(({ key, parts }) => [
    key,
    parts.map((part) => (typeof part === "string" ? literal(part) : localName(environment, part.resource))).join(""),
  ]);
  return {
    image: localName(environment, name),
    platform,
    build: {
      context: path(build.context),
      dockerfile: build.dockerfile,
      target: build.target,
      args: values.length > 0 ? Object.fromEntries(values) : undefined,
      // An image that others begin with is built before them.
      additional_contexts: contexts.length > 0 ? Object.fromEntries(contexts) : undefined,
    },
  };
}

function localName({ system }: Environment, image: string): string {
  return `${system}-${image}:local`;
}

/** What runs an image: Compose builds what its services run, and nothing else. */
function runnerOf({ services, functions, system, name }: Environment, image: string): string {
  const ofServices = Object.entries(services).flatMap(([key, service]) => {
    const { containers, nameOf } = taskOf(key, service);
    return Object.entries(containers).flatMap(([container, one]) => (one.image === image ? [nameOf(container)] : []));
  });
  const [first] = [...ofServices, ...Object.keys(functions).filter((key) => functions[key]!.image === image)];
  if (first !== undefined) return first;
  throw new UserError(
    `images.${image} is what another image begins with, but nothing of ${environmentName({ system, name })} runs it, so Compose would not build it; let a service run it, or make it a stage of the other image`,
  );
}
