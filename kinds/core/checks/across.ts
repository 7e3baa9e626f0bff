import { overlaps, range } from "../../../language/types/cidr";
import type { Diagnostic } from "../../../language/yaml/tree";
import { hostsOf } from "../../load-balancer/hosts";
import { otherRanges, vpcRange } from "../../network/vpc-range";
import type { Environment } from "../environment";
import { environmentName } from "../names";
import { claimsOf } from "./aws-names";

/** A diagnostic about one of several environments. */
export interface EnvironmentDiagnostic {
  readonly environment: Environment;
  readonly diagnostic: Diagnostic;
}

/** Environments by what they must not have in common. */
function group<Claim extends { key: string }>(claims: readonly Claim[]): Claim[][] {
  const groups = new Map<string, Claim[]>();
  for (const claim of claims) {
    groups.set(claim.key, [...(groups.get(claim.key) ?? []), claim]);
  }
  return [...groups.values()];
}

function sameNames(environments: readonly Environment[]): EnvironmentDiagnostic[] {
  const claims = environments.map((environment) => ({ key: environmentName(environment), environment }));
  return group(claims).flatMap((rivals) =>
    rivals.flatMap(({ environment, key }) => {
      const rival = rivals.find((other) => other.environment !== environment);
      const message = `\`${key}\` is also environment \`${rival?.environment.name}\` of system \`${rival?.environment.system}\`; their AWS names would clash: choose another`;
      return rival ? [{ environment, diagnostic: { path: [], at: "key" as const, message } }] : [];
    }),
  );
}

/** Things of two environments of which one's name begins the other's: `app-prod` with `eu-web`, `app-prod-eu` with `web`. */
function sameThings(environments: readonly Environment[]): EnvironmentDiagnostic[] {
  const claims = environments.flatMap((environment) =>
    [...claimsOf(environment), ...jobsOf(environment)].map(({ name, path }) => ({
      key: `${path[0] === "jobs" ? "job " : ""}${environmentName(environment)}-${name}`,
      environment,
      path,
    })),
  );
  return group(claims).flatMap((rivals) =>
    rivals.flatMap(({ environment, key, path }) => {
      // Environments of one full name share everything, which is said once, of the environments.
      const rival = rivals.find(
        (other) =>
          environmentName(environment) !== environmentName(other.environment) &&
          mayShareAnAccount(environment, other.environment),
      );
      const message = `\`${key.replace("job ", "")}\`, its name in AWS, is also one of ${rival && environmentName(rival.environment)}; choose another`;
      return rival && path.length > 0 ? [{ environment, diagnostic: { path, at: "key" as const, message } }] : [];
    }),
  );
}

function jobsOf({ jobs }: Environment) {
  return Object.keys(jobs).map((name) => ({ name, path: ["jobs", name] }));
}

/** Whether two environments are different ones that may be in the same account; where none is named, nobody knows. */
export function mayShareAnAccount(one: Environment, other: Environment): boolean {
  const known = one.account !== undefined && other.account !== undefined;
  return one !== other && (!known || one.account === other.account);
}

/** Hosts of an environment, and whose they are. */
function allHostsOf(environment: Environment) {
  return [
    ...hostsOf(environment),
    ...Object.entries(environment.userPools).flatMap(([name, { hosted }]) =>
      hosted?.domain
        ? [{ host: hosted.domain, owner: `user pool \`${name}\``, path: ["userPools", name, "hosted", "domain"] }]
        : [],
    ),
  ];
}

/** A region has each prefix of Cognito's pages once, for all accounts. */
function samePrefixes(environments: readonly Environment[]): EnvironmentDiagnostic[] {
  const claims = environments.flatMap((environment) =>
    Object.entries(environment.userPools).flatMap(([pool, { hosted }]) =>
      hosted?.prefix ? [{ key: `${hosted.prefix} in ${environment.region}`, environment, pool }] : [],
    ),
  );
  return group(claims).flatMap((rivals) =>
    rivals.flatMap(({ environment, key, pool }) => {
      const rival = rivals.find((other) => other.environment !== environment);
      const message = `\`${key}\` is also the prefix of user pool \`${rival?.pool}\` of ${rival && environmentName(rival.environment)}; choose another`;
      return rival ? [{ environment, diagnostic: { path: ["userPools", pool, "hosted", "prefix"], message } }] : [];
    }),
  );
}

function sameHosts(environments: readonly Environment[]): EnvironmentDiagnostic[] {
  const claims = environments.flatMap((environment) =>
    allHostsOf(environment).map((claim) => ({
      ...claim,
      key: JSON.stringify([environment.account, environment.domain, claim.host]),
      environment,
    })),
  );
  return group(claims).flatMap((rivals) =>
    rivals.flatMap(({ environment, path, host }) => {
      const rival = rivals.find((other) => other.environment !== environment);
      const message = `\`${host}\` is also the host of ${rival?.owner} in ${rival && environmentName(rival.environment)}; choose another`;
      return rival ? [{ environment, diagnostic: { path, message } }] : [];
    }),
  );
}

/** A range that was chosen for an environment is no other environment's. Those that are written out may overlap. */
function sameRanges(environments: readonly Environment[]): EnvironmentDiagnostic[] {
  const own = environments.filter(({ network }) => network.existing === undefined);
  return own.flatMap((environment, index) => {
    if (environment.network.cidr !== "auto") return [];
    const mine = range(vpcRange(environment));
    const meets = (other: Environment) => overlaps(mine, range(vpcRange(other)));
    const isFirst = (other: Environment) => other.network.cidr !== "auto" || own.indexOf(other) < index;
    const rival = own.find((other) => other !== environment && isFirst(other) && meets(other));
    if (rival === undefined) return [];
    const taken = own.map((other) => range(vpcRange(other)));
    const free = otherRanges(environment).find((text) => !taken.some((other) => overlaps(other, range(text))));
    const message = `\`auto\` stands for ${mine.text}, which overlaps ${vpcRange(rival)} of ${environmentName(rival)}; write \`network: { cidr: ${free} }\` in ${environment.name}`;
    return [{ environment, diagnostic: { path: ["network", "cidr"], message } }];
  });
}

/** Finds what environments of one or several systems take from each other. */
export function acrossEnvironments(environments: readonly Environment[]): EnvironmentDiagnostic[] {
  return [
    ...sameNames(environments),
    ...sameThings(environments),
    ...sameHosts(environments),
    ...sameRanges(environments),
    ...samePrefixes(environments),
  ];
}
