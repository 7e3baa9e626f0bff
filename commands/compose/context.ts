import type { Environment } from "../../kinds/core/environment";
import { KIND_LOCALS } from "../../kinds/core/local";
import type { LocalContext } from "../../kinds/core/local/kind";
import { literal } from "../../kinds/core/local/names";
import { kindOf } from "../../kinds/core/sections";
import { parseTemplate, type Reference } from "../../language/reference";
import { UserError } from "../base/user-error";

/** What the project's own containers are made in: what they need to know of other things is asked of the things' kinds. */
export function localContext(given: Pick<LocalContext, "environment" | "path" | "port" | "leaveOut">): LocalContext {
  const { environment } = given;
  return {
    ...given,
    text: (text) => {
      const parts = parseTemplate(text).map((part) => (typeof part === "string" ? literal(part) : resolve(part)));
      const missing = parts.flatMap((part) => (typeof part === "object" ? [part.text] : []));
      return missing.length > 0 ? { missing } : { text: parts.join("") };
    },
    needs: (uses) => {
      const used = uses.map((name) => ({ name, kind: localOf(environment, name) }));
      const servers = used.flatMap(({ name, kind }) => kind.server(environment, name).waitFor ?? []);
      return { servers: [...new Set(servers)], emulator: used.some(({ kind }) => kind.resources !== undefined) };
    },
    refuse: (why) => {
      throw new UserError(why);
    },
  };

  function resolve(reference: Reference): string | Reference {
    const { resource, attribute } = reference;
    const value = localOf(environment, resource).value(resource, attribute.join("."), given);
    return value === undefined ? reference : String(value);
  }
}

function localOf(environment: Environment, name: string) {
  return KIND_LOCALS[kindOf(environment, name)!];
}
