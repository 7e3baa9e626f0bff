import type { Environment } from "../../kinds/core/environment";
import { KIND_LOCALS, ORDERED_KINDS } from "../../kinds/core/local";
import type { ComposeService } from "../../kinds/core/local/compose-file";
import { EMULATOR, SETUP, sdkVariables, together } from "../../kinds/core/local/emulator";
import { SECTIONS } from "../../kinds/core/sections";

/** The emulator that rehearsals run against, as an image (Apache-2.0, https://docs.getmoto.org). */
const IMAGE = "motoserver/moto:5.2.1";
/** Where the program is that makes an environment's resources in it. */
export const PROGRAM = "emulator/make_resources.py";

/** The emulator, and the run that fills it; nothing if the environment has nothing of AWS. */
export function emulator(environment: Environment, program: string): Record<string, ComposeService> {
  const parts = ORDERED_KINDS.flatMap((kind) => {
    const { resources } = KIND_LOCALS[kind];
    return resources && Object.keys(environment[SECTIONS[kind]]).length > 0 ? [resources(environment)] : [];
  });
  if (parts.length === 0) return {};
  const resources = together(parts);
  const up = `import urllib.request as r; r.urlopen('http://127.0.0.1:${EMULATOR.port}/moto-api/')`;
  return {
    [EMULATOR.host]: {
      image: IMAGE,
      // SDKs ask for a bucket by a host name of its own.
      networks: { default: { aliases: resources.buckets.map((name) => `${name}.${EMULATOR.host}`) } },
      healthcheck: { test: ["CMD", "python", "-c", up], interval: "2s", timeout: "5s", retries: 60 },
    },
    [SETUP]: {
      image: IMAGE,
      entrypoint: ["python", "/make_resources.py"],
      environment: { ...sdkVariables(environment), RESOURCES: JSON.stringify(resources) },
      volumes: [`${program}:/make_resources.py:ro`],
      depends_on: { [EMULATOR.host]: { condition: "service_healthy" } },
    },
  };
}
