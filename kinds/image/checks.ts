import { findCycle } from "../../language/cycle";
import { suggestion } from "../../language/diagnostics/nearest";
import { notAReference, parseTemplate, type Reference } from "../../language/reference";
import type { Diagnostic, Step } from "../../language/yaml/tree";
import type { Environment } from "../core/environment";
import { eachContainer } from "../service/checks/each-container";
import type { Image } from "./settings";

type Images = Readonly<Record<string, Image>>;

function argsOf(image: Image | undefined): [string, string][] {
  return typeof image?.build === "object" ? Object.entries(image.build.args) : [];
}

function referencesIn(text: string): Reference[] {
  return parseTemplate(text).filter((part) => typeof part !== "string");
}

function argProblem(images: Images, reference: Reference): string | undefined {
  const { resource, attribute, text } = reference;
  if (resource === "") {
    return notAReference(reference);
  }
  if (!Object.hasOwn(images, resource)) {
    return `\`${text}\` is not an image, and builds can refer to images only; ${suggestion(resource, Object.keys(images), "")}`;
  }
  return attribute.join(".") === "uri"
    ? undefined
    : `\`${text}\` is not known of an image; write \`\${${resource}.uri}\``;
}

function argDiagnostics(images: Images): Diagnostic[] {
  return Object.entries(images).flatMap(([name, image]) =>
    argsOf(image).flatMap(([arg, text]) =>
      referencesIn(text).flatMap((reference) => {
        const message = argProblem(images, reference);
        return message === undefined ? [] : [{ path: ["images", name, "build", "args", arg], message }];
      }),
    ),
  );
}

function cycleDiagnostics(images: Images): Diagnostic[] {
  const cycle = findCycle(Object.keys(images), (name) =>
    argsOf(images[name]).flatMap(([, text]) => referencesIn(text).map(({ resource }) => resource)),
  );
  const message = `these images are built from each other: ${cycle?.join(" → ")}; take one of the references out`;
  return cycle === undefined ? [] : [{ path: ["images", cycle[0]!, "build", "args"], message }];
}

function imageDiagnostic(images: Images, name: string, architecture: string, path: readonly Step[]): Diagnostic[] {
  if (!Object.hasOwn(images, name)) {
    return [
      {
        path,
        message: `there is no image \`${name}\`; ${suggestion(name, Object.keys(images), "add it to `images`")}`,
      },
    ];
  }
  const other = images[name]!.architecture;
  const message = `image \`${name}\` is for ${other}, but the service runs on ${architecture}; make \`architecture\` of both the same`;
  return other === architecture ? [] : [{ path, message }];
}

/** Containers run images that exist, for the processor they run on; images are not built in circles. */
export function images(environment: Environment): Diagnostic[] {
  const known = environment.images;
  const pinned = eachContainer(environment).flatMap(({ container: { image, tag }, path }): Diagnostic[] => {
    const message = `pins a tag of \`${image}\`, which is another registry's; write the tag in its \`pull\``;
    return tag !== undefined && known[image]?.pull ? [{ path: [...path, "tag"], message }] : [];
  });
  const used = eachContainer(environment)
    .filter(({ container }) => container.image !== "")
    .flatMap(({ service, container, path }) =>
      imageDiagnostic(known, container.image, service.size.architecture, [...path, "image"]),
    );
  return [...used, ...pinned, ...argDiagnostics(known), ...cycleDiagnostics(known)];
}
