import type { Plan, ResourceChange } from "../terraform/plan";

/** What a plan would do, as a person counts it. */
export interface ChangeSummary {
  readonly added: readonly string[];
  readonly changed: readonly string[];
  /** Destroyed and made again, with the attributes that demand it. */
  readonly replaced: readonly string[];
  readonly destroyed: readonly string[];
  /** Taken into the state; they exist already. */
  readonly imported: readonly string[];
  /** Taken out of the state; they stay in AWS. */
  readonly forgotten: readonly string[];
  /** Names of outputs that change, which other layers read. */
  readonly outputs: readonly string[];
}

/** Sorts a plan's changes. */
export function summarize(plan: Plan): ChangeSummary {
  const changes = (plan.resource_changes ?? []).filter(({ mode }) => mode === "managed");
  const having = (...actions: string[]) => changes.filter(({ change }) => same(change.actions, actions)).map(inWords);
  return {
    added: having("create"),
    changed: having("update"),
    replaced: [...having("delete", "create"), ...having("create", "delete"), ...having("create", "forget")],
    destroyed: having("delete"),
    imported: changes.filter(({ change }) => change.importing !== undefined).map(({ address }) => address),
    forgotten: having("forget"),
    outputs: Object.entries(plan.output_changes ?? {})
      .filter(([, { actions }]) => !actions.includes("no-op"))
      .map(([name]) => name),
  };
}

function same(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((action, index) => action === other[index]);
}

function inWords({ address, deposed, change }: ResourceChange): string {
  const paths = change.replace_paths?.map((path) => path.join(".")) ?? [];
  const why = paths.length > 0 ? ` (because of ${paths.join(", ")})` : "";
  return `${address}${deposed ? " (what an earlier replacement has left)" : ""}${why}`;
}

/** Whether it would do anything to what exists that cannot be taken back. */
export function isDestructive({ destroyed, replaced }: ChangeSummary): boolean {
  return destroyed.length + replaced.length > 0;
}

/** The numbers in words before a plan is applied, `24 to add, 1 to import`, or `after`: `24 added, 1 imported`. */
export function counts(summary: ChangeSummary, when: "before" | "after" = "before"): string {
  const { added, changed, replaced, destroyed, imported, forgotten, outputs } = summary;
  const parts = [
    [added, "to add", "added"],
    [changed, "to change", "changed"],
    [replaced, "to replace", "replaced"],
    [destroyed, "to destroy", "destroyed"],
    [imported, "to import", "imported"],
    [forgotten, "to take out of the state (they stay in AWS)", "taken out of the state (they stay in AWS)"],
  ] as const;
  const words = parts
    .filter(([list]) => list.length > 0)
    .map(([list, before, after]) => `${list.length} ${when === "before" ? before : after}`);
  if (words.length > 0) return words.join(", ");
  if (outputs.length === 0) return "nothing to do";
  return `no resource changes; ${outputs.length} outputs ${when === "before" ? "to write" : "written"}`;
}

/** What would be lost or made again, one line each. */
export function losses({ destroyed, replaced }: ChangeSummary): string[] {
  return [
    ...destroyed.map((address) => `destroys ${address}`),
    ...replaced.map((address) => `destroys and makes again ${address}`),
  ];
}
