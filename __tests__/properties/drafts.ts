import fc from "fast-check";
import { KIND_NAMES, type KindName } from "../../kinds/core/sections";
import { names, word } from "./names";

/** A number that stands for one of several things, whichever there are. */
const pick = fc.nat({ max: 999 });

/** A resource before it is written: what it is, and numbers that choose among what it may be. */
export interface ResourceDraft {
  readonly name: string;
  readonly kind: Exclude<KindName, "service" | "function">;
  readonly variant: number;
  /** Another resource that it may need. */
  readonly other: number;
}

/** A line of `uses`, and whether the application refers to what it uses. */
export interface UseDraft {
  readonly what: number;
  readonly level: number;
  readonly attribute: number | null;
}

export interface ServiceDraft {
  readonly name: string;
  readonly port: boolean;
  readonly exposed: boolean;
  readonly exec: boolean;
  readonly several: boolean;
  readonly variant: number;
  readonly uses: readonly UseDraft[];
}

export interface FunctionDraft {
  readonly name: string;
  readonly variant: number;
  readonly uses: readonly UseDraft[];
  /** What starts it: numbers that choose among what there is. */
  readonly triggers: readonly number[];
}

export interface JobDraft {
  readonly name: string;
  readonly service: number;
  readonly scheduled: boolean;
}

export interface EnvironmentDraft {
  readonly name: string;
  readonly disposable: boolean;
  readonly account: number | null;
  readonly region: number;
  readonly boundary: boolean;
  readonly cloudFront: boolean;
  readonly staticAddresses: boolean;
  /** Resources that it takes from the first environment. */
  readonly borrowed: readonly number[];
  /** Resources that it does without. */
  readonly removed: readonly number[];
  readonly scaled: number | null;
}

export interface StageDraft {
  readonly environment: number;
  readonly name: string | null;
  readonly approve: boolean | null;
  readonly planned: boolean;
  readonly job: number | null;
}

export interface PipelineDraft {
  readonly name: string;
  readonly variant: number;
  readonly stages: readonly StageDraft[];
}

/** A pair of an exposed service and another that is like it. */
export interface PairDraft {
  readonly name: string;
  readonly service: number;
}

/**
 * BuiltInVariables that make twins of what is there: an environment whose name goes on where another's ends, things whose names
 * begin with the rest, and things whose names go on where others' end.
 */
export interface Twins {
  readonly rest: string;
  readonly end: string;
}

export interface SystemDraft {
  readonly name: string;
  readonly resources: readonly ResourceDraft[];
  readonly services: readonly ServiceDraft[];
  readonly functions: readonly FunctionDraft[];
  readonly jobs: readonly JobDraft[];
  readonly environments: readonly EnvironmentDraft[];
  readonly pair: PairDraft | null;
  readonly pipelines: readonly PipelineDraft[];
  /** Databases and caches that the tunnel leads to. */
  readonly tunnel: readonly number[] | null;
  readonly notified: readonly number[];
  readonly twins: Twins | null;
}

const resourceName = names(1, 30);

function unique<T extends { name: string }>(draft: fc.Arbitrary<T>, minLength: number, maxLength: number) {
  return fc.uniqueArray(draft, { minLength, maxLength, selector: ({ name }) => name });
}

/** The first four times of five, else the second. */
function mostly<T>(usual: fc.Arbitrary<T>, rare: fc.Arbitrary<T>): fc.Arbitrary<T> {
  return fc.oneof({ weight: 4, arbitrary: usual }, rare);
}

const resource: fc.Arbitrary<ResourceDraft> = fc.record({
  name: resourceName,
  kind: fc.constantFrom(...KIND_NAMES.filter((kind) => kind !== "service" && kind !== "function")),
  variant: pick,
  other: pick,
});

const use: fc.Arbitrary<UseDraft> = fc.record({ what: pick, level: pick, attribute: fc.option(pick) });

const service: fc.Arbitrary<ServiceDraft> = fc.record({
  name: resourceName,
  port: fc.boolean(),
  exposed: fc.boolean(),
  exec: fc.boolean(),
  several: fc.boolean(),
  variant: pick,
  uses: fc.array(use, { maxLength: 8 }),
});

const lambdaFunction: fc.Arbitrary<FunctionDraft> = fc.record({
  name: resourceName,
  variant: pick,
  uses: fc.array(use, { maxLength: 5 }),
  triggers: fc.array(pick, { maxLength: 4 }),
});

const job: fc.Arbitrary<JobDraft> = fc.record({ name: resourceName, service: pick, scheduled: fc.boolean() });

const environment: fc.Arbitrary<EnvironmentDraft> = fc.record({
  name: mostly(names(1, 11), names(1, 14)),
  disposable: fc.boolean(),
  account: fc.option(fc.nat({ max: 1 })),
  region: fc.nat({ max: 1 }),
  boundary: fc.boolean(),
  cloudFront: fc.boolean(),
  staticAddresses: fc.boolean(),
  borrowed: fc.array(pick, { maxLength: 1 }),
  removed: fc.array(pick, { maxLength: 1 }),
  scaled: fc.option(pick),
});

const stage: fc.Arbitrary<StageDraft> = fc.record({
  environment: pick,
  name: fc.option(resourceName),
  approve: fc.option(fc.boolean()),
  planned: fc.boolean(),
  job: fc.option(pick),
});

const pipeline: fc.Arbitrary<PipelineDraft> = fc.record({
  name: resourceName,
  variant: pick,
  stages: fc.array(stage, { minLength: 1, maxLength: 3 }),
});

const system: fc.Arbitrary<SystemDraft> = fc.record({
  name: names(2, 20),
  resources: mostly(unique(resource, 0, 6), unique(resource, 7, 16)),
  services: mostly(unique(service, 1, 2), unique(service, 0, 4)),
  functions: mostly(unique(lambdaFunction, 0, 2), unique(lambdaFunction, 3, 4)),
  jobs: mostly(unique(job, 0, 1), unique(job, 2, 3)),
  environments: mostly(unique(environment, 1, 1), unique(environment, 2, 3)),
  pair: fc.option(fc.record({ name: resourceName, service: pick })),
  pipelines: mostly(unique(pipeline, 0, 1), unique(pipeline, 2, 3)),
  tunnel: fc.option(fc.array(pick, { maxLength: 3 })),
  notified: mostly<number[]>(fc.constant([1, 2]), fc.array(fc.nat({ max: 3 }), { maxLength: 2 })),
  twins: mostly(fc.constant(null), fc.record({ rest: word, end: word })),
});

/** One system, or two beside each other. */
export const systems: fc.Arbitrary<SystemDraft[]> = mostly(unique(system, 1, 1), unique(system, 2, 2));
