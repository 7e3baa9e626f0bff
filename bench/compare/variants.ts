/** What is synthesized for a comparison. */
export interface Variant {
  readonly name: string;
  /** Folder of the manifests, relative to a work tree. */
  readonly project: string;
  readonly variables: Record<string, string>;
}

/** Every environment there is, what modules turn on, both forms that cdktf writes, and the fixtures. */
export const VARIANTS: readonly Variant[] = [
  { name: "every environment", project: ".", variables: {} },
  {
    name: "Kofax RPA with every module",
    project: ".",
    variables: { DRYDOCK_ONLY: "kofax-rpa-*", DRYDOCK_MODULES: "all" },
  },
  { name: "every environment, live colours kept", project: ".", variables: { DRYDOCK_LIVE: "keep" } },
  { name: "every environment as HCL", project: ".", variables: { SYNTH_HCL_OUTPUT: "true" } },
  { name: "the fixture everything", project: "__tests__/fixtures/everything", variables: {} },
  { name: "the fixture pools", project: "__tests__/fixtures/pools", variables: {} },
];
