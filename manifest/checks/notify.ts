import type { Environment } from "../schema/environment";
import type { Finding } from "../tree";

/** Everybody is told once. */
export function notify({ operations }: Environment): Finding[] {
  const all = operations.notify.map((who) => JSON.stringify(who));
  return all.flatMap((who, index): Finding[] =>
    all.indexOf(who) === index
      ? []
      : [{ path: ["operations", "notify", index], message: "is there twice; name everybody once" }],
  );
}
