import type { Environment } from "../kinds/core/environment";
import { environmentsUsedBy } from "../kinds/core/shared-from";
import type { DataLayer } from "./data";

/** The environments of a system whose tables, buckets or user pools others use: they are deployed before those. */
export class Owners {
  /** All environments, each after those that it uses something of. */
  readonly first: readonly Environment[];
  private readonly names: ReadonlySet<string>;
  private readonly layers = new Map<string, DataLayer>();

  constructor(environments: readonly Environment[]) {
    this.names = new Set(environments.flatMap(environmentsUsedBy));
    this.first = ownersFirst(environments);
  }

  /** Makes the data layer of an environment depend on those that it uses something of. */
  link(environment: Environment, data: DataLayer): void {
    for (const name of environmentsUsedBy(environment)) {
      const owner = this.layers.get(name);
      if (owner) data.addDependency(owner);
    }
    if (this.names.has(environment.name)) this.layers.set(environment.name, data);
  }
}

function ownersFirst(environments: readonly Environment[]): Environment[] {
  const byName = new Map(environments.map((environment) => [environment.name, environment]));
  const ordered = new Set<Environment>();
  const add = (environment: Environment, users: readonly Environment[]): void => {
    if (users.includes(environment)) {
      const circle = [...users.slice(users.indexOf(environment)), environment].map(({ name }) => name).join(" → ");
      throw new Error(`${environment.system}: environments use things of each other in a circle: ${circle}`);
    }
    for (const name of environmentsUsedBy(environment)) {
      const owner = byName.get(name);
      if (owner && !ordered.has(owner)) add(owner, [...users, environment]);
    }
    ordered.add(environment);
  };
  for (const environment of environments) add(environment, []);
  return [...ordered];
}
