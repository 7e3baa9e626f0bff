import { attributesOf, KINDS } from "../../kinds";
import type { Environment } from "../../kinds/core/environment";
import type { Attribute } from "../../kinds/core/kind";
import { type KindName, SECTIONS } from "../../kinds/core/sections";
import { borrowedBy, pairOf, pipelineOf } from "./additions";
import { chosen, type Settings } from "./chosen";
import type { FunctionDraft, JobDraft, ServiceDraft, SystemDraft, UseDraft } from "./drafts";
import { NAME } from "./names";
import { settingsOf } from "./resources";

const ACCOUNTS = ["111111111111", "222222222222"];
const REGIONS = ["us-west-2", "eu-central-1"];

/** An environment's sections as far as they are written, to look kinds and attributes up in. */
function sections(written: Settings): Environment {
  const empty = Object.values(SECTIONS).map((section) => [section, {}]);
  return { ...Object.fromEntries(empty), ...written } as Environment;
}

/** What something uses, and the variables that refer to it. */
function usesOf(
  drafts: readonly UseDraft[],
  usable: readonly (readonly [string, KindName])[],
  written: Settings,
  isReferable: (attribute: Attribute) => boolean,
): { uses: Settings; environment: Settings } {
  const uses: Settings = {};
  const environment: Settings = {};
  for (const { what, level, attribute } of drafts) {
    const [other, kind] = chosen(usable, what) ?? [];
    if (!other || !kind) continue;
    const server = kind === "tenant group" ? written["tenants"][other].database : undefined;
    const levels = kind === "tenant group" && !server ? KINDS[kind].levels.slice(0, 2) : KINDS[kind].levels;
    uses[other] = chosen(levels, level);
    if (server && ["connect", "full"].includes(uses[other])) uses[server] = "connect";
    const found = chosen(attributesOf(sections(written), other).filter(isReferable), attribute ?? 0);
    if (attribute !== null && found) environment[`V${Object.keys(environment).length}`] = `\${${other}.${found.name}}`;
  }
  return { uses, environment };
}

function functionOf(draft: FunctionDraft, written: Settings, kinds: ReadonlyMap<string, KindName>): Settings {
  const { name, variant } = draft;
  const usable = [...kinds].filter(([other, kind]) => {
    const isMade = Object.values(written["services"] as Settings).some(({ uses }) => other in uses);
    return isUsable(written, other, kind) && kind !== "file system" && (kind !== "extra database" || isMade);
  });
  const { uses, environment } = usesOf(draft.uses, usable, written, ({ secret }) => !secret);
  const sources = [...kinds].filter(([, kind]) => ["bucket", "queue", "topic"].includes(kind));
  const triggers = new Map(
    draft.triggers.map((number) => {
      const [source, kind] = chosen([["clock", "schedule"], ...sources] as const, number)!;
      const prefix = kind === "bucket" ? { prefix: `${name}/` } : {};
      return [source, kind === "schedule" ? { schedule: "rate(1 hour)" } : { [kind]: source, ...prefix }];
    }),
  );
  return {
    image: "built",
    uses,
    environment: Object.fromEntries(Object.entries(environment).map(([key, text]) => [`${key}_`, text])),
    triggers: [...triggers.values()],
    ...(variant % 2 ? { concurrency: 10 } : {}),
    ...(variant % 3 ? { command: ["run"], timeout: "20s" } : {}),
  };
}

function serviceOf(draft: ServiceDraft, written: Settings, kinds: ReadonlyMap<string, KindName>): Settings {
  const { name, port, exposed, exec, several, variant } = draft;
  const usable = [...kinds].filter(([other]) => other !== name && isUsable(written, other, kinds.get(other)!));
  const { uses, environment } = usesOf(draft.uses, usable, written, () => true);
  const container = {
    image: variant % 2 ? "built" : "pulled",
    ...(port || exposed ? { port: 8000 + (variant % 100) } : {}),
    environment,
    writable: exec,
  };
  const mounts = Object.fromEntries(
    Object.keys(uses)
      .filter((other) => kinds.get(other) === "file system")
      .map((other) => [other, `/mnt/${other}`]),
  );
  return {
    ...(several
      ? { containers: { [name]: { ...container, mounts }, sidecar: { image: "pulled", scratch: ["/tmp"] } } }
      : { ...container, mounts }),
    ...(exposed ? { expose: { host: `${name}.\${domain}`, ...(several ? { container: name } : {}) } } : {}),
    ...(exec ? { exec } : {}),
    ...(variant % 3 ? {} : { scale: scaleOf(uses, kinds, variant) }),
    uses,
  };
}

/** A service that receives from a queue follows it, another its CPU. */
function scaleOf(uses: Settings, kinds: ReadonlyMap<string, KindName>, variant: number): Settings {
  const queues = Object.keys(uses).filter((other) => kinds.get(other) === "queue");
  const of = queues.find((other) => uses[other] === "receive");
  if (of === undefined) return { min: 1, max: 3, cpu: 70 };
  const alsoEmpty = queues.filter((other) => other !== of);
  const latency = variant % 2 ? { latency: "10m", perMessage: "30s" } : {};
  return {
    min: 0,
    max: 1 + (variant % 50),
    protection: true,
    cooldown: { out: "3m" },
    queue: { of, alsoEmpty, ...latency },
  };
}

/** A service is used by its port, so it needs one. */
function isUsable(written: Settings, name: string, kind: KindName): boolean {
  return kind !== "service" || written["services"]?.[name]?.port !== undefined;
}

function jobOf({ service, scheduled, name }: JobDraft, services: Settings): Settings | undefined {
  const of = chosen(Object.keys(services), service);
  if (!of) return undefined;
  const { containers } = services[of];
  return {
    service: of,
    command: ["run", name],
    ...(containers ? { container: Object.keys(containers)[0] } : {}),
    ...(scheduled ? { schedule: "rate(1 hour)" } : {}),
  };
}

function defined(entries: readonly (readonly [string, unknown])[]): Settings {
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

/** A system with twins of its first environment, resource and service. */
function withTwins(draft: SystemDraft): SystemDraft {
  const { twins } = draft;
  if (!twins) return draft;
  const add = <T extends { name: string }>(all: readonly T[], ...names: ((name: string) => string)[]): T[] => {
    const more = all.slice(0, 1).flatMap((first) => names.map((rename) => ({ ...first, name: rename(first.name) })));
    const fitting = more.filter(({ name }) => NAME.test(name) && name.length <= 30);
    return [...all, ...fitting.filter(({ name }) => all.every((one) => one.name !== name))];
  };
  const before = (name: string) => `${twins.rest}-${name}`;
  const after = (name: string) => `${name}-${twins.end}`;
  return {
    ...draft,
    resources: add(draft.resources, before, after),
    services: add(draft.services, before, after),
    functions: add(draft.functions, before, after),
    jobs: add(draft.jobs, before),
    environments: add(draft.environments, (name) => `${name}-${twins.rest}`),
    pipelines: add(draft.pipelines, before, after),
  };
}

/** A system's manifest, as it is written in YAML. */
export function manifestOf(draft: SystemDraft): Settings {
  const {
    name: system,
    resources,
    services,
    functions,
    jobs,
    environments,
    pair,
    pipelines,
    tunnel,
    notified,
  } = withTwins(draft);
  const others = resources.filter(({ name }) => services.every((service) => service.name !== name));
  const namesOf = (kind: KindName) => others.filter((one) => one.kind === kind).map(({ name }) => name);
  const written: Settings = {};
  const kinds = new Map<string, KindName>();
  for (const draft of others) {
    const settings = settingsOf(draft, namesOf);
    if (settings === undefined) continue;
    const section = SECTIONS[draft.kind];
    written[section] = { ...written[section], [draft.name]: settings };
    kinds.set(draft.name, draft.kind);
  }
  written["services"] = {};
  for (const draft of services) {
    written["services"][draft.name] = serviceOf(draft, written, kinds);
    kinds.set(draft.name, "service");
  }
  written["functions"] = {};
  for (const draft of functions.filter(({ name }) => !kinds.has(name))) {
    written["functions"][draft.name] = functionOf(draft, written, kinds);
    kinds.set(draft.name, "function");
  }
  const made = defined(jobs.map((job) => [job.name, jobOf(job, written["services"])] as const));
  const pairs = pair ? pairOf(pair, written, (name) => kinds.has(name)) : undefined;
  const text = JSON.stringify(written);
  // What nothing needs: it is there once, as a key.
  const spare = others.filter(({ name }) => kinds.has(name) && text.split(`"${name}"`).length === 2);
  // A bucket starts its owner's functions only.
  const shared = others.filter(({ name }) => !text.includes(`{"bucket":"${name}"`));
  const reached = [...namesOf("database"), ...namesOf("cache")];
  return {
    system,
    images: { built: { build: "docker/app" }, pulled: { pull: "public.ecr.aws/docker/library/redis:7" } },
    ...written,
    jobs: made,
    ...(pairs ? { blueGreen: pairs } : {}),
    ...(pipelines.length > 0
      ? {
          pipelines: Object.fromEntries(
            pipelines.map((one) => [one.name, pipelineOf(one, environments, Object.keys(made), pairs !== undefined)]),
          ),
        }
      : {}),
    ...(tunnel
      ? {
          tunnel: {
            uses: defined(
              tunnel.map((number) => [chosen(reached, number) ?? "", "connect"] as const).filter(([of]) => of),
            ),
          },
        }
      : {}),
    operations: { notify: notified.map((number) => ({ email: `operator-${number}@example.org` })) },
    environments: Object.fromEntries(
      environments.map((draft) => {
        const services = Object.keys(written["services"]);
        const scaled = draft.scaled === null ? undefined : chosen(services, draft.scaled);
        const removed = draft.removed.flatMap((number) => chosen(spare, number) ?? []);
        const borrowed = draft === environments[0] ? {} : borrowedBy(draft, shared, environments[0]!.name);
        // What is shared is in one account and region.
        const { account, region } = Object.keys(borrowed).length > 0 ? environments[0]! : draft;
        return [
          draft.name,
          {
            region: REGIONS[region],
            domain: `${system}-${draft.name}.example.org`,
            disposable: draft.disposable,
            ...(account === null ? {} : { account: ACCOUNTS[account] }),
            ...(draft.boundary ? { permissionsBoundary: "arn:aws:iam::${account}:policy/boundary" } : {}),
            loadBalancer: {
              ...(draft.cloudFront ? { cloudFront: {} } : {}),
              ...(draft.staticAddresses && !draft.cloudFront ? { staticAddresses: true } : {}),
              ...(draft.boundary ? { firewall: {} } : {}),
            },
            ...(scaled ? { services: { [scaled]: { size: { cpu: 512, memory: 2048 } } } } : {}),
            ...borrowed,
            ...Object.fromEntries(
              removed.map(({ kind, name }) => [SECTIONS[kind], { ...borrowed[SECTIONS[kind]], [name]: null }]),
            ),
          },
        ];
      }),
    ),
  };
}
