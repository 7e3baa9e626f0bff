import { suggestion } from "../../../language/diagnostics/nearest";
import type { Diagnostic } from "../../../language/yaml/tree";
import type { Environment } from "../../core/environment";

function repeated(list: readonly unknown[], key: "notify" | "onCall"): Diagnostic[] {
  const all = list.map((who) => JSON.stringify(who));
  return all.flatMap((who, index): Diagnostic[] =>
    all.indexOf(who) === index
      ? []
      : [{ path: ["operations", key, index], message: "is there twice; name everybody once" }],
  );
}

/** Everybody is told once; whoever has a turn is one of `people`; a budget tells somebody. */
export function notify({ operations }: Environment): Diagnostic[] {
  const { people, onCall, budget } = operations;
  const names = Object.keys(people);
  const strangers = onCall.flatMap((name, index): Diagnostic[] => {
    const message = `there is nobody called \`${name}\`; ${suggestion(name, names, "add them to `operations.people`")}`;
    return names.includes(name) ? [] : [{ path: ["operations", "onCall", index], message }];
  });
  const silent = budget !== undefined && operations.notify.length + onCall.length === 0;
  const message =
    "tells nobody; name somebody in `operations.notify`, or in `operations.people` and `operations.onCall`";
  return [
    ...repeated(operations.notify, "notify"),
    ...repeated(onCall, "onCall"),
    ...strangers,
    ...(silent ? [{ path: ["operations", "budget"], at: "key" as const, message }] : []),
  ];
}
