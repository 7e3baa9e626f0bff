import { z } from "zod";
import { environment } from "../kinds/core/environment";
import { pipelines } from "../kinds/pipeline/settings";
import { moduleName, resourceName, systemName } from "../language/types/name";

/** A node of a JSON Schema, as far as zod makes them for manifests. */
export interface Node {
  title?: string;
  description?: string;
  type?: string | string[];
  properties?: Record<string, Node>;
  required?: string[];
  additionalProperties?: Node | boolean;
  propertyNames?: Node;
  items?: Node;
  anyOf?: Node[];
  enum?: unknown[];
  const?: unknown;
  default?: unknown;
  pattern?: string;
  format?: string;
  minimum?: number;
  maximum?: number;
  [keyword: string]: unknown;
}

const REFERENCE = String.raw`\$\{`;

/** What zod says of a type in general and no reader needs. */
function isNoise([keyword, value]: readonly [string, unknown]): boolean {
  return keyword === "format" || Math.abs(value as number) === Number.MAX_SAFE_INTEGER;
}

/** The schema of an environment's settings, complete as one environment needs them. */
export function environmentNode(): Node {
  return inputNode(environment);
}

/** The schema of a system's pipelines. */
export function pipelinesNode(): Node {
  return { description: "What brings commits to environments ([how](pipelines.md)).", ...inputNode(pipelines) };
}

function inputNode(schema: z.ZodType): Node {
  const { $schema, ...node } = z.toJSONSchema(schema, { io: "input", target: "draft-7", unrepresentable: "any" });
  return tidied(node as Node);
}

function each(nodes: Record<string, Node> | undefined, change: (node: Node) => Node): Record<string, Node> | undefined {
  return nodes && Object.fromEntries(Object.entries(nodes).map(([name, node]) => [name, change(node)]));
}

/** A node with its children changed. */
function mapChildren(node: Node, change: (child: Node) => Node): Node {
  const { additionalProperties } = node;
  return {
    ...node,
    ...(node.properties && { properties: each(node.properties, change) }),
    ...(typeof additionalProperties === "object" && { additionalProperties: change(additionalProperties) }),
    ...(node.items && { items: change(node.items) }),
    ...(node.anyOf && { anyOf: node.anyOf.map(change) }),
  };
}

function tidied(node: Node): Node {
  const kept = Object.entries(node).filter((entry) => !isNoise(entry));
  return mapChildren(Object.fromEntries(kept), tidied);
}

/** Any text may be a reference, or have one in it, that only reading the manifest resolves. */
function withReferences(node: Node): Node {
  const { pattern, enum: values, ...rest } = mapChildren(node, withReferences);
  if (pattern !== undefined) {
    return { ...rest, pattern: `(${pattern})|${REFERENCE}` };
  }
  if (values !== undefined && rest.type === "string") {
    const { type, ...other } = rest;
    return { ...other, anyOf: [{ enum: values }, { type, pattern: REFERENCE }] };
  }
  return values === undefined ? rest : { ...rest, enum: values };
}

/** What one part of a document lacks, another may supply. Lists are replaced as a whole, so what is in them is complete. */
function partial(node: Node): Node {
  const { required, ...rest } = node;
  return node.type === "array" ? node : mapChildren(rest, partial);
}

/** In an environment, `null` takes out what the system says. */
function removable(node: Node): Node {
  if (node.type === "array") {
    return node;
  }
  const change = (child: Node): Node => {
    const { description, ...rest } = removable(child);
    return { ...(description && { description }), anyOf: [rest, { type: "null" }] };
  };
  const { additionalProperties } = node;
  return {
    ...node,
    ...(node.properties && { properties: each(node.properties, change) }),
    ...(typeof additionalProperties === "object" && { additionalProperties: change(additionalProperties) }),
  };
}

/** What is laid over the system's settings, by modules and environments: written once, because it is long. */
const OVERLAY: Node = { $ref: "#/definitions/overlay" };

/** The JSON Schema of a manifest, for editors: completion, hints and most mistakes as they are typed. */
export function manifestSchema(): Node {
  const settings = partial(withReferences(environmentNode()));
  const { description, ...overlay } = removable(settings);
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "Drydock manifest",
    type: "object",
    definitions: { overlay: withChoice(overlay) },
    properties: {
      system: { description: "Name of the system, and of its file.", ...nameNode(systemName) },
      ...settings.properties,
      modules: {
        description:
          "Modules: settings that are laid over the system's in the environments that turn the module on. `null` removes a setting.",
        type: "object",
        propertyNames: nameNode(moduleName),
        additionalProperties: OVERLAY,
      },
      pipelines: withReferences(pipelinesNode()),
      environments: {
        description: "Environments: what differs from the system's own settings. `null` removes a setting.",
        type: "object",
        propertyNames: nameNode(resourceName),
        additionalProperties: { anyOf: [OVERLAY, { type: "null" }] },
        minProperties: 1,
      },
    },
    required: ["system", "environments"],
    additionalProperties: false,
  };
}

/** What is laid over the system's settings; an environment's says, besides, which modules are on. */
function withChoice(overlay: Node): Node {
  const modules = {
    description: "Modules by name: `true` turns one on. All are off by default.",
    type: "object",
    additionalProperties: { type: "boolean" },
  };
  return { ...overlay, properties: { modules, ...overlay.properties } };
}

function nameNode(schema: z.ZodType): Node {
  const { $schema, ...node } = z.toJSONSchema(schema, { target: "draft-7" });
  return node as Node;
}
