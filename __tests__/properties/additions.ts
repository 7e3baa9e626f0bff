import { type KindName, SECTIONS } from "../../kinds/core/sections";
import { chosen, type Settings } from "./chosen";
import type { EnvironmentDraft, PairDraft, PipelineDraft, ResourceDraft, StageDraft } from "./drafts";
import { NAME } from "./names";

const SHARED: readonly KindName[] = ["bucket", "table", "user pool"];

/** What an environment takes from its owner. A pool's settings are the owner's, all but its clients. */
export function borrowedBy(draft: EnvironmentDraft, resources: readonly ResourceDraft[], owner: string): Settings {
  const sharable = resources.filter(({ kind }) => SHARED.includes(kind));
  const sections: Settings = {};
  for (const number of draft.borrowed) {
    const one = chosen(sharable, number);
    if (!one) continue;
    const section = SECTIONS[one.kind];
    const without = one.kind === "user pool" ? { signIn: null, mfa: null, hosted: null } : {};
    sections[section] = { ...sections[section], [one.name]: { from: owner, ...without } };
  }
  return sections;
}

/** A pair of an exposed service, whose host becomes the pair's, and one that is like it. */
export function pairOf(
  { name, service }: PairDraft,
  written: Settings,
  isTaken: (name: string) => boolean,
): Settings | undefined {
  const services: Settings = written["services"];
  // A colour has no address that others could ask for.
  const text = JSON.stringify(written);
  const exposed = Object.keys(services).filter((one) => services[one].expose && !text.includes(`\${${one}.`));
  const blue = chosen(exposed, service);
  const green = `${blue}-g`;
  if (blue === undefined || isTaken(green) || !NAME.test(green) || green.length > 30) return undefined;
  const { host, ...expose } = services[blue].expose;
  services[blue].expose = expose;
  services[green] = { like: blue };
  return { [name]: { live: service % 2 ? "blue" : "green", blue, green, host, test: `test.${host}` } };
}

const CONNECTIONS = [
  "github",
  "bitbucket",
  "arn:aws:codeconnections:us-west-2:111111111111:connection/0f0f0f0f-1111-2222-3333-444444444444",
];

const role = (name: string) => `arn:aws:iam::111111111111:role/${name}`;

/** A pipeline to environments, whose stages have names of their own. */
export function pipelineOf(
  { variant, stages }: PipelineDraft,
  environments: readonly EnvironmentDraft[],
  jobs: readonly string[],
  isPaired: boolean,
): Settings {
  const names = new Set<string>();
  return {
    connection: chosen(CONNECTIONS, variant),
    repository: "acme/shop",
    branch: "release",
    ...(variant % 2 ? { test: { run: ["npm test"], docker: variant % 3 === 0 } } : {}),
    stages: stages.flatMap((stage) => {
      const environment = chosen(environments, stage.environment)!;
      const name = stage.name ?? environment.name;
      if (names.has(name)) return [];
      names.add(name);
      return [stageOf(stage, environment, jobs, isPaired && variant % 5 === 0)];
    }),
    notify: variant % 2 ? [] : [{ email: "operator@example.org" }],
  };
}

function stageOf(draft: StageDraft, environment: EnvironmentDraft, jobs: readonly string[], keeps: boolean): Settings {
  const { name, approve, planned } = draft;
  const job = draft.job === null ? undefined : chosen(jobs, draft.job);
  const asks = approve ?? !environment.disposable;
  return {
    deploy: environment.name,
    role: role("deploy"),
    ...(name === null ? {} : { name }),
    ...(approve === null ? {} : { approve }),
    ...(planned && asks ? { planRole: role("plan") } : {}),
    ...(keeps ? { live: "keep" } : {}),
    ...(job ? { run: [job] } : {}),
  };
}
