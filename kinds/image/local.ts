import { parseTemplate } from "../../language/reference";
import type { Environment } from "../core/environment";
import type { ComposeService } from "../core/local/compose-file";
import type { LocalContext } from "../core/local/kind";
import { literal } from "../core/local/names";
import { environmentName } from "../core/names";
import { taskOf } from "../service/compose-task";

/** Docker's names of the architectures. */
const PLATFORMS = { x86_64: "linux/amd64", arm64: "linux/arm64" } as const;

/** The image of a container: pulled, or built from the same folder as for AWS. */
export function imageOf({ environment, path, refuse }: LocalContext, name: string): Partial<ComposeService> {
  const { build, pull, architecture } = environment.images[name]!;
  const platform = PLATFORMS[architecture];
  if (build === undefined) return { image: pull!, platform };
  const args = Object.entries(build.args).map(([key, text]) => ({ key, parts: parseTemplate(text) }));
  const bases = args.flatMap(({ parts }) => parts.flatMap((part) => (typeof part === "string" ? [] : [part.resource])));
  const contexts = bases.map((base) => [
    localName(environment, base),
    `service:${runnerOf(environment, base, refuse)}`,
  ]);
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
function runnerOf(
  { services, functions, system, name }: Environment,
  image: string,
  refuse: LocalContext["refuse"],
): string {
  const ofServices = Object.entries(services).flatMap(([key, service]) => {
    const { containers, nameOf } = taskOf(key, service);
    return Object.entries(containers).flatMap(([container, one]) => (one.image === image ? [nameOf(container)] : []));
  });
  const [first] = [...ofServices, ...Object.keys(functions).filter((key) => functions[key]!.image === image)];
  if (first !== undefined) return first;
  return refuse(
    `images.${image} is what another image begins with, but nothing of ${environmentName({ system, name })} runs it, so Compose would not build it; let a service run it, or make it a stage of the other image`,
  );
}
