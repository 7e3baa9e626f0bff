import { z } from "zod";
import { literalSecretsIn } from "../kinds/core/checks/literal-secrets";
import type { Image } from "../kinds/image/settings";
import type { Pipeline, Stage, StageSettings } from "../kinds/pipeline/pipeline";
import { pipelines as schema } from "../kinds/pipeline/settings";
import type { BuiltInVariables } from "../language/built-in-variables";
import { suggestion } from "../language/diagnostics/nearest";
import { check } from "../language/diagnostics/schema-diagnostics";
import { without } from "../language/diagnostics/without";
import { emptyValues } from "../language/overlay";
import { type Branch, type Diagnostic, keysOf, type PlacedDiagnostic, place } from "../language/yaml/tree";
import type { EnvironmentReader } from "./environment-reader";
import { substitute } from "./substitute";

/** What pipelines are read with. */
export interface PipelinesContext {
  /** Values of the words where environments do not matter. */
  readonly words: BuiltInVariables;
  readonly environments: readonly EnvironmentReader[];
  readonly images: Readonly<Record<string, Image>>;
}

const parent = z.object({ pipelines: schema });

function stageDiagnostics(
  stage: StageSettings,
  path: Diagnostic["path"],
  environments: readonly EnvironmentReader[],
): Diagnostic[] {
  const environment = environments.find(({ name }) => name === stage.deploy);
  if (environment === undefined) {
    const advice = suggestion(
      stage.deploy,
      environments.map(({ name }) => name),
      "add it to `environments`",
    );
    return [{ path: [...path, "deploy"], message: `there is no environment \`${stage.deploy}\`; ${advice}` }];
  }
  const jobs = keysOf(environment.settings, "jobs");
  const pairs = keysOf(environment.settings, "blueGreen");
  const needless = `there is no pair in ${stage.deploy} to keep; take this line out, or add one to \`blueGreen\``;
  const keeps: Diagnostic[] =
    stage.live === "keep" && pairs.length === 0 ? [{ path: [...path, "live"], message: needless }] : [];
  const strangers = stage.run.flatMap((job, index): Diagnostic[] => {
    const message = `there is no job \`${job}\` in ${stage.deploy}; ${suggestion(job, jobs, "add it to `jobs`")}`;
    return jobs.includes(job) ? [] : [{ path: [...path, "run", index], message }];
  });
  return [...keeps, ...strangers];
}

/** A stage is what people see and approve, so each has a name of its own. */
function sameStages(stages: readonly Stage[], path: Diagnostic["path"]): Diagnostic[] {
  const names = stages.map(({ name }) => name);
  return names.flatMap((name, index): Diagnostic[] =>
    names.indexOf(name) === index
      ? []
      : [
          {
            path: [...path, index],
            message: `is called \`${name}\` like the one before; give it a \`name\` of its own`,
          },
        ],
  );
}

/** A plan is made before anybody has approved anything, so a role that may deploy is none to plan with. */
function planDiagnostics(
  { planRole, approve, deploy }: Stage,
  path: Diagnostic["path"],
  roles: readonly string[],
): Diagnostic[] {
  const at = [...path, "planRole"];
  if (planRole === undefined) return [];
  if (!approve) {
    const message = `nothing waits for an approval before ${deploy}, so no plan is made; take this line out, or write \`approve: true\``;
    return [{ path: at, message }];
  }
  const message =
    "is a `role` too, and is taken before anybody has approved; write a role that may read and nothing else";
  return roles.includes(planRole) ? [{ path: at, message }] : [];
}

/** Images are built by one machine, which is of one architecture. */
function architectures(name: string, images: PipelinesContext["images"]): Diagnostic[] {
  const built = Object.values(images).filter(({ build, tag }) => build && !tag);
  const kinds = [...new Set(built.map(({ architecture }) => architecture))];
  const message = `builds images for one architecture, and the system has them for ${kinds.join(" and ")}; choose one of them for all images`;
  return kinds.length < 2 ? [] : [{ path: ["pipelines", name], at: "key", message }];
}

/** Reads the pipelines of a system's file. */
export function readPipelines(
  tree: Branch,
  { words, environments, images }: PipelinesContext,
): { pipelines: Record<string, Pipeline>; diagnostics: PlacedDiagnostic[] } {
  const empty = emptyValues(tree);
  const { value, diagnostics: references } = substitute(tree, () => words);
  const { data, diagnostics: issues = [] } = check(parent, value);
  const isGuarded = (stage: StageSettings) =>
    !environments.find(({ name }) => name === stage.deploy)?.environment?.disposable;
  const pipelines = Object.fromEntries(
    Object.entries(data?.pipelines ?? {}).map(([name, pipeline]): [string, Pipeline] => [
      name,
      {
        ...pipeline,
        stages: pipeline.stages.map((stage) => ({
          ...stage,
          name: stage.name ?? stage.deploy,
          approve: stage.approve ?? isGuarded(stage),
        })),
      },
    ]),
  );
  const roles = Object.values(pipelines).flatMap(({ stages }) => stages.map(({ role }) => role));
  const written = literalSecretsIn(
    pipelines,
    ["pipelines"],
    Object.fromEntries(keysOf(tree, "notSecret").map((name) => [name, true])),
  );
  const checks = Object.entries(pipelines).flatMap(([name, { stages }]) => {
    const path = ["pipelines", name, "stages"];
    return [
      ...stages.flatMap((stage, index) => stageDiagnostics(stage, [...path, index], environments)),
      ...stages.flatMap((stage, index) => planDiagnostics(stage, [...path, index], roles)),
      ...sameStages(stages, path),
      ...architectures(name, images),
    ];
  });
  const found = [
    ...empty,
    ...without([...references, ...without([...issues, ...checks, ...written], references)], empty),
  ];
  return { pipelines, diagnostics: found.map((diagnostic) => place(tree, diagnostic)) };
}
