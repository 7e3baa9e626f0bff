import { emulatedArn } from "../core/local/emulator";
import { type KindLocal, none, RUNS_NOTHING } from "../core/local/kind";
import { nameIn } from "../core/names";

export const topicLocal: KindLocal = {
  ...RUNS_NOTHING,
  value: (name, attribute, { environment }) =>
    ({ arn: emulatedArn(environment, "sns", nameIn(environment, name)) })[attribute],
  resources: (environment) => ({ topics: Object.keys(environment.topics).map((name) => nameIn(environment, name)) }),
  variables: none,
  absent: none,
  endpoint: undefined,
};
