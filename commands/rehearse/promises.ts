import { clientSettings, DEFAULT_ACCOUNT } from "./account";
import type { Emulator } from "./emulator";
import type { Applied, Rule } from "./promises/applied";
import { noSecretValue } from "./promises/no-secret-value";
import { nothingPublic } from "./promises/nothing-public";
import { reachesWhatItUses } from "./promises/reaches-what-it-uses";
import { statefulIsKept } from "./promises/stateful-is-kept";
import type { PromiseResult } from "./results";
import { readBucket, readFolder, readSecrets } from "./secrets";

const RULES: Readonly<Record<string, Rule>> = {
  "nothing is public that the manifest does not call public": nothingPublic,
  "every service reaches what it uses and nothing more": reachesWhatItUses,
  "stateful resources are encrypted and refuse to be deleted": statefulIsKept,
};

export interface PromisesProps {
  readonly applied: Applied;
  readonly emulator: Emulator;
  /** Where the states are. */
  readonly state: { readonly bucket: string; readonly region: string };
  readonly stateAccount: string;
  /** Folders with everything that the rehearsal of this environment has written. */
  readonly folders: readonly string[];
}

/** Checks every promise on what was applied. */
export async function checkPromises(props: PromisesProps): Promise<PromiseResult[]> {
  const { environment } = props.applied;
  const account = environment.account ?? DEFAULT_ACCOUNT;
  const secrets = await readSecrets(clientSettings(props.emulator, account, environment.region));
  const states = await readBucket(
    props.state.bucket,
    clientSettings(props.emulator, props.stateAccount, props.state.region),
  );
  const hasSecrets = [environment.databases, environment.secrets].some((kind) => Object.keys(kind).length > 0);
  const unsearched = hasSecrets && secrets.length === 0 ? ["the emulator has no secret value to search for"] : [];
  const files = [...props.folders.flatMap(readFolder), ...states];
  return [
    {
      promise: `no secret value is in a plan, a state or a synthesized file (${secrets.length} values, ${files.length} files)`,
      findings: [...unsearched, ...noSecretValue(secrets, files)],
    },
    ...Object.entries(RULES).map(([promise, rule]) => ({ promise, findings: rule(props.applied) })),
  ];
}
