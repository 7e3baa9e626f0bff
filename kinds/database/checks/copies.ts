import type { Diagnostic, Step } from "../../../language/yaml/tree";
import type { Environment } from "../../core/environment";
import type { ColdCopies, Copies } from "../copies";
import { engineOf } from "../engines";

/** Copies are made of something, and a quarter's stand in for a month's. */
function rhythmDiagnostics(path: Step[], { monthly, quarterly }: Copies | ColdCopies): Diagnostic[] {
  if (monthly === undefined && quarterly === undefined) {
    return [{ path, message: "says when no copy is made; add `monthly`, `quarterly` or both" }];
  }
  const message = `\`${quarterly}d\` is shorter than \`monthly\`, whose place it takes four times a year; make it ${monthly}d or more`;
  return monthly !== undefined && quarterly !== undefined && quarterly < monthly
    ? [{ path: [...path, "quarterly"], message }]
    : [];
}

/** Copies of databases that are kept longer than automated backups are possible, and worth having. */
export function copies({ databases, region }: Environment): Diagnostic[] {
  return Object.entries(databases).flatMap(([name, { engine, backups }]): Diagnostic[] => {
    const path = ["databases", name, "backups"];
    const { copies: warm, coldCopies: cold } = backups;
    const second = `\`${region}\` is this environment's own region; name another one, or take it out`;
    const noCluster =
      "is for Aurora; take it out and use `copies`: RDS exports a cluster as it is, and of a single server only snapshots";
    return [
      ...(warm ? rhythmDiagnostics([...path, "copies"], warm) : []),
      ...(warm?.region === region ? [{ path: [...path, "copies", "region"], message: second }] : []),
      ...(cold ? rhythmDiagnostics([...path, "coldCopies"], cold) : []),
      ...(cold && !engineOf({ engine }).cluster
        ? [{ path: [...path, "coldCopies"], at: "key" as const, message: noCluster }]
        : []),
    ];
  });
}
