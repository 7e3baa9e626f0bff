import type { Step } from "../../../language/yaml/tree";
import { bucketNames } from "../../bucket/names";
import { type EnvironmentDiagnostic, mayShareAnAccount } from "../../core/checks/across";
import type { NamesOf } from "../../core/checks/shared-from";
import type { Environment } from "../../core/environment";
import { environmentName } from "../../core/names";
import { tenantDirectory } from "../names";

/** A group of the tenants of every environment, and the environment that has it. */
interface Asking {
  readonly own: Environment;
  readonly group: string;
}

/** Something that does not go together with such a group, and where it is. */
interface Misfit {
  readonly environment: Environment;
  /** Empty if the environment itself has it. */
  readonly path: readonly Step[];
  readonly message: string;
}

/** Whether an environment has tenants of a system, in a group of its own. */
function hasOwn(environment: Environment, system: string, group: string): boolean {
  const tenants = environment.tenants[group];
  return environment.system === system && tenants !== undefined && tenants.from === undefined;
}

/** Tenants in another region, which names do not tell. (A list's name that is too long has no tenants: their buckets' are longer.) */
function distant({ own, group }: Asking, owner: Environment): Misfit[] {
  const message = `the tenants \`${group}\` of ${environmentName(owner)} are in ${owner.region}, those of environment \`${own.name}\` in ${own.region}, and names of buckets do not tell regions apart; call the group otherwise in one of the two`;
  return owner.region === own.region ? [] : [{ environment: owner, path: ["tenants", group], message }];
}

/** Buckets that are no lists of these tenants, and are called like one. */
function lookalikes({ own, group }: Asking, other: Environment): Misfit[] {
  const isTheirs = (name: string) => hasOwn(other, own.system, group) && name === tenantDirectory(other, group);
  const isLike = (name: string) =>
    name.startsWith(`${own.system}-`) && name.slice(own.system.length + 1).endsWith(`-${group}`);
  return bucketNames(other)
    .filter(({ name }) => isLike(name) && !isTheirs(name))
    .map(({ name, path }) => ({
      environment: other,
      path,
      message: `\`${name}\`, a bucket of ${environmentName(other)}, is called like a list of the tenants \`${group}\`, and environment \`${own.name}\` may read all of these; choose another name`,
    }));
}

/** A misfit is said where it is, and where the group is, since either may be looked at alone. */
function diagnostics({ own, group }: Asking, { environment, path, message }: Misfit): EnvironmentDiagnostic[] {
  const there = path.length > 0 ? [{ environment, diagnostic: { path, at: "key" as const, message } }] : [];
  const here = { environment: own, diagnostic: { path: ["tenants", group, "from"], message } };
  return environment === own ? there : [...there, here];
}

function missing({ own, group }: Asking): EnvironmentDiagnostic {
  const message = `no other environment of ${own.system} in its account has tenants \`${group}\`; add them there, or take this out`;
  return { environment: own, diagnostic: { path: ["tenants", group, "from"], message } };
}

function askings(environments: readonly Environment[]): Asking[] {
  return environments.flatMap((own) =>
    Object.entries(own.tenants).flatMap(([group, { from }]) => (from === undefined ? [] : [{ own, group }])),
  );
}

/** Tenants of every environment are there, are found by their names, and nothing else is. */
export function tenantsEverywhere(environments: readonly Environment[], namesOf: NamesOf): EnvironmentDiagnostic[] {
  return askings(environments).flatMap((asking) => {
    const { own, group } = asking;
    const near = environments.filter((other) => mayShareAnAccount(own, other));
    const owners = near.filter((other) => hasOwn(other, own.system, group));
    const known = environments.filter(({ system }) => system === own.system);
    // One with problems of its own may have them.
    const isMissing = owners.length === 0 && known.length === namesOf(own.system).length;
    const misfits = [
      ...owners.flatMap((owner) => distant(asking, owner)),
      ...[own, ...near].flatMap((other) => lookalikes(asking, other)),
    ];
    return [...(isMissing ? [missing(asking)] : []), ...misfits.flatMap((misfit) => diagnostics(asking, misfit))];
  });
}
