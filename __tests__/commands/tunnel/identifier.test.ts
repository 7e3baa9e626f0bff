import fc from "fast-check";
import { shorten } from "../../../aws/shorten";
import { cacheIdentifier, clusterIdentifier, instanceIdentifier } from "../../../commands/tunnel/identifier";

const words = fc.stringMatching(/^[a-z](-?[a-z0-9]){0,29}$/);

test.each([
  ["a server", instanceIdentifier, 63],
  ["a cluster", clusterIdentifier, 60],
  ["a cache", cacheIdentifier, 40],
])("%s is looked for under the name that the stacks give it", (_, identifier, limit) => {
  fc.assert(
    fc.property(words, words, words, (system, environment, name) => {
      const expected = shorten(`${system}-${environment}-${name}`, limit);
      expect(identifier(`${system}-${environment}`, name)).toBe(expected);
    }),
  );
});
