import { type Attribute, attributesOf, KINDS, kindOf, SECTIONS } from "../attributes";
import { LEVELS } from "../levels";
import { suggestion } from "../nearest";
import { notAReference, parseTemplate, type Reference } from "../reference";
import type { Environment } from "../schema/environment";
import type { Service } from "../schema/service";
import type { Finding, Step } from "../tree";
import { WORDS } from "../words";
import { eachContainer } from "./each-container";

/** A text that may have references, and what they may be there. */
interface Text {
  readonly text: string;
  readonly path: readonly Step[];
  /** The service whose `uses` must allow the references. */
  readonly user?: { readonly name: string; readonly service: Service };
  /** Whether secret values may be here. */
  readonly secrets: boolean;
}

function resourcesOf(environment: Environment): string[] {
  return KINDS.flatMap((kind) => Object.keys(environment[SECTIONS[kind]]));
}

function variableTexts(environment: Environment): Text[] {
  return eachContainer(environment).flatMap(({ serviceName, service, container, path }) =>
    Object.entries(container.environment).map(([name, text]) => ({
      text,
      path: [...path, "environment", name],
      user: { name: serviceName, service },
      secrets: true,
    })),
  );
}

function conditionTexts(when: Record<string, Record<string, string | string[]>>, path: readonly Step[]): Text[] {
  return Object.entries(when).flatMap(([operator, keys]) =>
    Object.entries(keys).flatMap(([key, value]) => {
      const texts = typeof value === "string" ? [value] : value;
      return texts.map((text) => ({ text, path: [...path, operator, key], secrets: false }));
    }),
  );
}

function permissionTexts(environment: Environment): Text[] {
  return Object.entries(environment.permissions).flatMap(([name, statements]) =>
    statements.flatMap(({ on, when = {} }, index) => {
      const path = ["permissions", name, index];
      const resources = on.map((text, position) => ({ text, path: [...path, "on", position], secrets: false }));
      return [...resources, ...conditionTexts(when, [...path, "when"])];
    }),
  );
}

function unknownAttribute({ resource, attribute, text }: Reference, known: readonly Attribute[]): string {
  const names = known.map(({ name }) => name);
  if (names.length === 0) {
    return `\`${text}\` has no value: \`${resource}\` has nothing to refer to`;
  }
  const what =
    attribute.length === 0 ? `\`${text}\` names no attribute` : `\`${resource}\` has no \`${attribute.join(".")}\``;
  return `${what}; ${suggestion(attribute.join("."), names, "")}`;
}

function secretMisuse({ text }: Reference, { secrets }: Text, whole: boolean): string | undefined {
  if (!secrets) {
    return `\`${text}\` is a secret's value and can only be a container's environment variable`;
  }
  return whole
    ? undefined
    : `\`${text}\` is a secret's value and must be the whole variable; give it a variable of its own and join the texts in the container`;
}

function missingUse(environment: Environment, { resource, text }: Reference, { user }: Text): string | undefined {
  const [level] = LEVELS[kindOf(environment, resource)!];
  if (
    user === undefined ||
    level === undefined ||
    resource === user.name ||
    Object.hasOwn(user.service.uses, resource)
  ) {
    return undefined;
  }
  return `\`${text}\` is not allowed yet; add \`uses: { ${resource}: ${level} }\` to services.${user.name}`;
}

function problem(environment: Environment, reference: Reference, text: Text, whole: boolean): string | undefined {
  if (reference.resource === "") {
    return notAReference(reference);
  }
  if (kindOf(environment, reference.resource) === undefined) {
    const known = [...resourcesOf(environment), ...WORDS];
    return `there is no \`${reference.resource}\` to refer to; ${suggestion(reference.resource, known, "")}`;
  }
  const attributes = attributesOf(environment, reference.resource);
  const attribute = attributes.find(({ name }) => name === reference.attribute.join("."));
  if (attribute === undefined) {
    return unknownAttribute(reference, attributes);
  }
  const misuse = attribute.secret ? secretMisuse(reference, text, whole) : undefined;
  return misuse ?? missingUse(environment, reference, text);
}

/** References name something that exists, that the service uses, and that may be where it is. */
export function references(environment: Environment): Finding[] {
  return [...variableTexts(environment), ...permissionTexts(environment)].flatMap((text) => {
    const parts = parseTemplate(text.text);
    const found = parts.filter((part) => typeof part !== "string");
    return found.flatMap((reference) => {
      const message = problem(environment, reference, text, parts.length === 1);
      return message === undefined ? [] : [{ path: text.path, message }];
    });
  });
}
