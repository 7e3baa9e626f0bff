import { type EnvironmentSettings, environment as schema } from "../kinds/core/environment";
import { check } from "../language/diagnostics/schema-diagnostics";
import type { Diagnostic } from "../language/yaml/tree";

/** Parses environments' settings. Sections that are the same in several environments are parsed once. */
export class Sections {
  private readonly known = new Map<string, unknown>();

  /** The settings with their defaults, or what is wrong with them. */
  parse(settings: Record<string, unknown>): { data?: EnvironmentSettings; diagnostics?: Diagnostic[] } {
    const isKnown = Object.keys(settings).every((key) => key in schema.shape);
    const sections = isKnown ? Object.keys(schema.shape).map((key) => [key, this.section(key, settings[key])]) : [];
    if (!isKnown || sections.some(([, section]) => section === INVALID)) {
      return check(schema, settings);
    }
    return { data: Object.fromEntries(sections.filter(([, section]) => section !== undefined)) };
  }

  private section(key: string, value: unknown): unknown {
    const name = `${key} ${JSON.stringify(value)}`;
    if (!this.known.has(name)) {
      const { success, data } = schema.shape[key as keyof typeof schema.shape].safeParse(value);
      this.known.set(name, success ? data : INVALID);
    }
    return this.known.get(name);
  }
}

const INVALID = Symbol("invalid");
