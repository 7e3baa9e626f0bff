/** What is interrupted: a command, and what is held to be true after it. */
export interface Work {
  readonly name: "deploy" | "bootstrap" | "cdktf deploy";
  /** What is typed, after `npx`. */
  readonly command: readonly string[];
  /** The command that makes the second plan, after `npx`. @default - the same command again is the plan */
  readonly plan?: readonly string[];
  /** Layers of the environment that the second plan has. */
  readonly layers: number;
}

export const DEPLOY: Work = {
  name: "deploy",
  command: ["drydock", "deploy", "tiny-test", "--yes"],
  plan: ["drydock", "plan", "tiny-test"],
  layers: 4,
};

export const BOOTSTRAP: Work = { name: "bootstrap", command: ["drydock", "bootstrap", "--yes"], layers: 0 };

/** One layer, since cdktf starts the provider anew for each step of each. Registries cannot be asked everywhere. */
export const CDKTF: Work = {
  name: "cdktf deploy",
  command: ["cdktf", "deploy", "tiny-test-network", "--auto-approve", "--skip-provider-lock"],
  plan: ["drydock", "plan", "tiny-test", "--layer", "network"],
  layers: 1,
};
