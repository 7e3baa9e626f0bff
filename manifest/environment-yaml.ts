import { Document, isScalar, visit, type YAMLSeq } from "yaml";
import { z } from "zod";
import { type Environment, environment as schema } from "../kinds/core/environment";
import { formatTemplate } from "../language/reference";
import { inOrder } from "../language/yaml/order";
import type { Step } from "../language/yaml/tree";
import { mayRefer } from "./substitute";

/** Puts the escapes back that reading took out where no references are possible. */
function escaped(value: unknown, path: readonly Step[]): unknown {
  if (typeof value === "string") {
    return mayRefer(path) ? value : formatTemplate([value]);
  }
  if (Array.isArray(value)) {
    return value.map((item, index) => escaped(item, [...path, index]));
  }
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, escaped(entry, [...path, key])]));
  }
  return value;
}

/** Whether a list fits on a line well. */
function isShort({ items }: YAMLSeq): boolean {
  return items.every((item) => isScalar(item)) && items.join(", ").length <= 80;
}

/**
 * An environment as a manifest of its own, complete with defaults: reading it again gives the same environment, beside
 * those whose tables it uses.
 */
export function environmentYaml(environment: Environment): string {
  const { system, name, ...settings } = environment;
  const document = new Document({
    system,
    ...(escaped(inOrder(z.encode(schema, settings), settings), []) as object),
    environments: { [name]: {} },
  });
  visit(document, {
    Seq: (_, list) => {
      list.flow = isShort(list as YAMLSeq);
    },
  });
  return document.toString({ lineWidth: 0, flowCollectionPadding: true });
}
