import { changedKeys } from "../../../language/changed-keys";
import { anyOf, suggestion } from "../../../language/diagnostics/nearest";
import { type Bucket, bucket } from "../../bucket/settings";
import type { UserPool } from "../../user-pool/settings";
import type { Environment } from "../environment";
import { environmentName } from "../names";
import { SHAREABLE } from "../shared-from";
import type { EnvironmentDiagnostic } from "./across";

/** Names of all environments of a system, also of those that have problems. */
export type NamesOf = (system: string) => readonly string[];

type Section = (typeof SHAREABLE)[number];
type Thing = Environment[Section][string];

/** A thing that an environment takes from another one. */
interface Taken {
  readonly section: Section;
  readonly name: string;
  readonly thing: Thing;
  readonly own: Environment;
}

const KIND: Readonly<Record<Section, string>> = { tables: "table", buckets: "bucket", userPools: "user pool" };

function description({ from: _, ...described }: Thing): string {
  return JSON.stringify(described);
}

/** What a bucket says that is not its owner's to say alone: which of its folders there are here. */
const OF_TAKEN: readonly string[] = ["from", "prefixes"] satisfies (keyof Bucket)[];

/** Whether a bucket says something else than its owner: what it does not say is the owner's. Who may read it is said alike. */
function contradicts(own: Bucket, owners: Bucket): boolean {
  const isOtherwise = changedKeys(own, owners).filter((key) => !OF_TAKEN.includes(key));
  const isSaid = changedKeys(own, bucket.parse({}) as Partial<Bucket>);
  return own.public !== owners.public || isOtherwise.some((key) => isSaid.includes(key));
}

/** What keeps an environment from using what its owner has under this name. */
function misfit({ section, name, thing }: Taken, owners: Thing): string | undefined {
  if (section !== "userPools") {
    const differs =
      section === "buckets"
        ? contradicts(thing as Bucket, owners as Bucket)
        : description(owners) !== description(thing);
    return differs ? `describes the ${KIND[section]} otherwise; leave its settings to the system's part` : undefined;
  }
  const [pool, owned] = [thing as UserPool, owners as UserPool];
  const needsPages = Object.keys(pool.clients).length > 0 && owned.hosted === undefined;
  return needsPages
    ? `has no pages where clients could sign users in; set \`userPools.${name}.hosted\` there`
    : undefined;
}

/** What is wrong with a thing that is taken from an environment, which is there and has no problems. */
function thingProblem(taken: Taken, source: Environment): string | undefined {
  const { section, name, own } = taken;
  const kind = KIND[section];
  const owners: Record<string, Thing> = source[section];
  const thing = owners[name];
  if (thing === undefined) {
    const known = Object.keys(owners);
    const others = known.length > 0 ? `it has ${known.join(", ")}` : "it has none";
    return `environment \`${source.name}\` has no ${kind} \`${name}\`; ${others}`;
  }
  if (thing.from !== undefined) {
    return `environment \`${source.name}\` has it from \`${thing.from}\` itself; write \`from: ${thing.from}\``;
  }
  const unfit = misfit(taken, thing);
  if (unfit) return `environment \`${source.name}\` ${unfit}`;
  const apart = (["account", "region"] as const).find((place) => own[place] !== source[place]);
  return (
    apart &&
    `environment \`${source.name}\` is in another ${apart}, and a ${kind} is shared within one; use a ${kind} of its own`
  );
}

function problem(taken: Taken, all: readonly Environment[], names: readonly string[]) {
  const { own } = taken;
  const from = taken.thing.from!;
  if (from === own.name) return "is this environment itself; name another, or take this out";
  if (!names.includes(from)) {
    const others = names.filter((other) => other !== own.name);
    const advice = others.length > 0 ? suggestion(from, others, `use one of ${anyOf(others)}`) : "there is no other";
    return `there is no environment \`${from}\`; ${advice}`;
  }
  const source = all.find((other) => other.system === own.system && other.name === from);
  const broken = `environment \`${from}\` has diagnostics of its own; \`drydock show ${environmentName({ ...own, name: from })}\` lists them`;
  return source ? thingProblem(taken, source) : broken;
}

function takenBy(own: Environment): Taken[] {
  return SHAREABLE.flatMap((section) =>
    Object.entries<Thing>(own[section]).flatMap(([name, thing]) =>
      thing.from === undefined ? [] : { section, name, thing, own },
    ),
  );
}

/** A thing that is taken from another environment is there, and is that environment's own. */
export function sharedThings(environments: readonly Environment[], namesOf: NamesOf): EnvironmentDiagnostic[] {
  return environments.flatMap((environment) =>
    takenBy(environment).flatMap((taken): EnvironmentDiagnostic[] => {
      const message = problem(taken, environments, namesOf(environment.system));
      const path = [taken.section, taken.name, "from"];
      return message ? [{ environment, diagnostic: { path, message } }] : [];
    }),
  );
}
