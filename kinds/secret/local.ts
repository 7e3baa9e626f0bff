import type { Environment } from "../core/environment";
import { type KindLocal, none, RUNS_NOTHING } from "../core/local/kind";
import { interpolation, variable } from "../core/local/names";
import { generated, type LocalSecret, localSecret, secretValue } from "../core/local/secret";
import { nameIn } from "../core/names";

function secretOf(environment: Environment, name: string): LocalSecret {
  const { generate, keys } = environment.secrets[name]!;
  const values = [...generate, ...keys].map((key) => [key, interpolation(variable(environment, name, key))] as const);
  return localSecret(Object.fromEntries(values));
}

export const secretLocal: KindLocal = {
  ...RUNS_NOTHING,
  value: (name, attribute, { environment }) => secretValue(environment, name, secretOf(environment, name), attribute),
  resources: (environment) => ({
    secrets: Object.fromEntries(
      Object.keys(environment.secrets).map((name) => [nameIn(environment, name), secretOf(environment, name).json]),
    ),
  }),
  variables: (environment) =>
    Object.entries(environment.secrets).flatMap(([name, { generate, keys }]) => [
      ...generate.map((key) => generated(variable(environment, name, key))),
      ...keys.map((key) => ({ name: variable(environment, name, key) })),
    ]),
  absent: none,
  endpoint: undefined,
};
