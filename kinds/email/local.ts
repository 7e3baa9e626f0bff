import { type KindLocal, none, RUNS_NOTHING } from "../core/local/kind";

export const emailLocal: KindLocal = {
  ...RUNS_NOTHING,
  value: (name, attribute, { environment }) => {
    const { from, identity } = environment.email[name]!;
    return { from, identity }[attribute];
  },
  resources: ({ email }) => ({ senders: Object.values(email).map(({ identity }) => identity) }),
  variables: none,
  absent: none,
  endpoint: undefined,
};
