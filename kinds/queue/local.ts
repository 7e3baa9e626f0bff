import { ACCOUNT, EMULATOR, emulatedArn } from "../core/local/emulator";
import { type KindLocal, none, RUNS_NOTHING } from "../core/local/kind";
import { nameIn } from "../core/names";

export const queueLocal: KindLocal = {
  ...RUNS_NOTHING,
  value: (name, attribute, { environment }) => {
    const queue = nameIn(environment, name);
    const known: Record<string, string> = {
      name: queue,
      arn: emulatedArn(environment, "sqs", queue),
      url: `${EMULATOR.url}/${ACCOUNT}/${queue}`,
    };
    return known[attribute];
  },
  resources: (environment) => ({
    queues: Object.entries(environment.queues).map(([name, { visibility, wait, retain, attempts, from }]) => ({
      name: nameIn(environment, name),
      visibility,
      wait,
      retain,
      attempts,
      from: from && nameIn(environment, from),
    })),
  }),
  variables: none,
  absent: none,
  endpoint: undefined,
};
