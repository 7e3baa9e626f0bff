import { BUILT_IN_VARIABLES } from "../../../language/built-in-variables";
import { suggestion } from "../../../language/diagnostics/nearest";
import { notAReference, parseTemplate, type Reference } from "../../../language/reference";
import type { Diagnostic, Step } from "../../../language/yaml/tree";
import { attributesOf, KINDS } from "../..";
import { eachContainer } from "../../service/checks/each-container";
import type { Environment } from "../environment";
import type { Attribute } from "../kind";
import { KIND_NAMES, kindOf, SECTIONS } from "../sections";
import { type User, usersOf } from "../users";

/** A text that may have references, and what they may be there. */
interface Text {
  readonly text: string;
  readonly path: readonly Step[];
  /** Whose `uses` must allow the references. */
  readonly user?: User;
  /** Whether secret values may be here. */
  readonly secrets: boolean;
}

function resourcesOf(environment: Environment): string[] {
  return KIND_NAMES.flatMap((kind) => Object.keys(environment[SECTIONS[kind]]));
}

function variableTexts(environment: Environment): Text[] {
  const users = usersOf(environment);
  const texts = (variables: Record<string, string>, path: readonly Step[]) =>
    Object.entries(variables).map(([name, text]) => ({
      text,
      path: [...path, "environment", name],
      user: users.find(({ section, name }) => section === path[0] && name === path[1]),
      secrets: path[0] === "services",
    }));
  return [
    ...eachContainer(environment).flatMap(({ container, path }) => texts(container.environment, path)),
    ...Object.entries(environment.functions).flatMap(([name, one]) => texts(one.environment, ["functions", name])),
  ];
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

/** A secret's value that Lambda would have to put into a variable: the function can be told where the secret is. */
function ofFunction({ resource, attribute, text }: Reference): string {
  const arn = attribute[0] === "secret" ? `${resource}.secret.arn` : `${resource}.arn`;
  return `\`${text}\` is a secret's value, and Lambda puts no secret into a variable; give it \`\${${arn}}\` and let the function read the secret when it runs`;
}

function secretMisuse(reference: Reference, { secrets, user }: Text, whole: boolean): string | undefined {
  const { text } = reference;
  if (user?.section === "functions") return ofFunction(reference);
  if (!secrets) {
    return `\`${text}\` is a secret's value and can only be a container's environment variable`;
  }
  return whole
    ? undefined
    : `\`${text}\` is a secret's value and must be the whole variable; give it a variable of its own and join the texts in the container`;
}

function missingUse(environment: Environment, reference: Reference, { user }: Text): string | undefined {
  const { resource, attribute, text } = reference;
  const [level] = KINDS[kindOf(environment, resource)!].levels;
  if (user === undefined || level === undefined || Object.hasOwn(user.uses, resource)) {
    return undefined;
  }
  if (resource === user.name) {
    const message = `\`${text}\` is the function itself, which has no ARN before it is made; Lambda tells it when it runs`;
    return attribute[0] === "arn" ? message : undefined;
  }
  return `\`${text}\` is not allowed yet; add \`uses: { ${resource}: ${level} }\` to ${user.section}.${user.name}`;
}

function problem(environment: Environment, reference: Reference, text: Text, whole: boolean): string | undefined {
  if (reference.resource === "") {
    return notAReference(reference);
  }
  if (kindOf(environment, reference.resource) === undefined) {
    const known = [...resourcesOf(environment), ...BUILT_IN_VARIABLES];
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
export function references(environment: Environment): Diagnostic[] {
  return [...variableTexts(environment), ...permissionTexts(environment)].flatMap((text) => {
    const parts = parseTemplate(text.text);
    const found = parts.filter((part) => typeof part !== "string");
    return found.flatMap((reference) => {
      const message = problem(environment, reference, text, parts.length === 1);
      return message === undefined ? [] : [{ path: text.path, message }];
    });
  });
}
