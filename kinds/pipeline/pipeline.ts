import type { Pipeline as Settings } from "./settings";

export type StageSettings = Settings["stages"][number];

/** One environment that a pipeline deploys. */
export interface Stage extends StageSettings {
  readonly name: string;
  readonly approve: boolean;
}

/** What brings each commit of a branch to environments. */
export interface Pipeline extends Settings {
  readonly stages: Stage[];
}
