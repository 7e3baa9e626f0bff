import type { State } from "./state";

/** What Terraform means to do with a resource (https://developer.hashicorp.com/terraform/internals/json-format#change-representation). */
export type Action = "no-op" | "create" | "read" | "update" | "delete" | "forget";

export interface Change {
  readonly actions: readonly Action[];
  readonly before: unknown;
  readonly after: unknown;
  /** Attributes that demand a replacement. */
  readonly replace_paths?: readonly (readonly (string | number)[])[];
  /** Set if something that exists is taken into the state. */
  readonly importing?: object;
}

export interface ResourceChange {
  readonly address: string;
  readonly mode: "managed" | "data";
  readonly type: string;
  /** Set if it is what a replacement has left, which is still to be destroyed. */
  readonly deposed?: string;
  readonly change: Change;
}

/** The parts of `terraform show -json <plan>` that are read here. */
export interface Plan {
  readonly resource_changes?: readonly ResourceChange[];
  readonly output_changes?: Readonly<Record<string, Change>>;
  readonly resource_drift?: readonly ResourceChange[];
  /** The state that was planned from, after a look at what is there; nothing of a stack that has none. */
  readonly prior_state?: State;
}

export interface ChangeCounts {
  readonly added: number;
  readonly changed: number;
  readonly destroyed: number;
}

function isChange({ change }: ResourceChange): boolean {
  return !change.actions.includes("no-op") && !change.actions.includes("read");
}

/** Resources to add, change and destroy, counted as Terraform does: a replacement is added and destroyed. */
export function countChanges(plan: Plan): ChangeCounts {
  const changes = (plan.resource_changes ?? []).filter(isChange).map(({ change }) => change.actions);
  const having = (action: Action) => changes.filter((actions) => actions.includes(action)).length;
  return { added: having("create"), changed: having("update"), destroyed: having("delete") };
}

/**
 * What a plan would change, one line each: resources, and outputs too, because other layers read them. Drift counts
 * where Terraform would act on it; what AWS computes by itself (`resource_drift` alone) leads to nothing and does not.
 */
export function listChanges(plan: Plan): string[] {
  const resources = (plan.resource_changes ?? [])
    .filter(isChange)
    .map(({ address, change }) => `${address}: ${change.actions.join(", then ")}${attributes(change)}`);
  const outputs = Object.entries(plan.output_changes ?? {})
    .filter(([, change]) => !change.actions.includes("no-op"))
    .map(([name, change]) => `output ${name}: ${change.actions.join(", then ")}`);
  return [...resources, ...outputs];
}

/** The names of the attributes that differ. */
function attributes({ before, after }: Change): string {
  if (!isObject(before) || !isObject(after)) return "";
  const names = Object.keys({ ...before, ...after }).filter(
    (name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]),
  );
  return names.length > 0 ? ` ${names.join(", ")}` : "";
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
