// Every file of tests belongs to exactly one suite of SUITES; __tests__/jest/suites.test.ts holds that.

/** What one customer's images do, with real servers and programs. */
const SYSTEMS = ["/__tests__/docker/", "/__tests__/commands/compose/(extra-databases|make-resources)\\."];

/** What the real Terraform and provider plan and apply in the emulated AWS: whole rehearsals, and rehearsals of one stack. */
const REHEARSALS = [
  "/__tests__/terraform/(bootstrap|cdktf-launcher|cluster-templates|deploy|deploy-command|engines|pipeline-steps|rehearse|shared-provider|tunnel)\\.",
  // A deploy that is interrupted again and again.
  "/__tests__/drills/drills\\.",
];

/** From a clone to a rehearsal, in a Debian of its own. */
const BARE_MACHINE = ["/__tests__/bare-machine/"];

/** What of `npm test` is left out of `npm run check`. */
const THOROUGH = [
  // Every role is asked about everything there is.
  "/__tests__/access/",
  // The emulator, the real Terraform, real servers and programs.
  "/__tests__/(backup|emulator|terraform)/",
  "emulated",
  "/(postgres-parameters|tunnel-user-data)\\.",
  // Compilations.
  "/__tests__/launcher/",
  "/__tests__/stacks/cdktf-output\\.",
  // Programs started by the dozen, and the benchmark.
  "/__tests__/commands/(secret/secret|tunnel/tunnel|unlock/unlock|exec/exec)\\.",
  // Virtual environments of Python, and downloads.
  "/__tests__/commands/(python/environment|terraform/fetch)\\.",
  "/__tests__/bench/(plain|scaling/findings)\\.",
  // Hundreds of generated manifests.
  "/__tests__/properties/",
  "/hostile\\.",
];

/** A pattern of every path in which none of several is found. */
const allBut = (patterns) => `^(?!.*(?:${patterns.join("|")}))`;

/** The paths that each suite leaves out, as Jest's `testPathIgnorePatterns`. */
const SUITES = {
  main: [...SYSTEMS, ...REHEARSALS, ...BARE_MACHINE],
  systems: [allBut(SYSTEMS)],
  rehearsals: [allBut(REHEARSALS)],
  "bare-machine": [allBut(BARE_MACHINE)],
};

/** The part of the suite `main` that a developer waits for before every commit. */
const FAST = [...SUITES.main, ...THOROUGH];

module.exports = { SUITES, FAST };
