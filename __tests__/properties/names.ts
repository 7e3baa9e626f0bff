import fc from "fast-check";

/** BuiltInVariables that modules and stacks put into names themselves, and words that AWS gives a meaning to. */
const BUILT_IN_VARIABLES = [
  ...["a", "b", "c1", "web", "main", "eu", "app"],
  ...["task", "execution", "monitoring", "scheduled-jobs", "tunnel", "flow-logs", "starter", "monitor"],
  ...["load-balancer", "alarms", "dead-letters", "exec", "access", "group", "https", "http-0", "namespace", "final"],
  ...["data", "network", "service", "registry", "images", "state", "operations", "pipelines"],
  ...["internal", "sg", "aws", "sthree", "xn", "amzn-s3-demo", "s3alias", "1", "2", "x-s3", "make-a", "a-scratch-0"],
];

/** A word that means something in names. */
export const word = fc.constantFrom(...BUILT_IN_VARIABLES);

const LETTERS = [..."abcdefghijklmnopqrstuvwxyz"];
const LETTERS_AND_DIGITS = [...LETTERS, ..."0123456789"];

/** BuiltInVariables of the list with hyphens between them. */
const compound = fc.array(word, { minLength: 1, maxLength: 3 }).map((words) => words.join("-"));

/** Letters and digits, some with a hyphen before them. */
function spelled(longest: number): fc.Arbitrary<string> {
  const more = fc.tuple(fc.constantFrom("", "", "", "-"), fc.constantFrom(...LETTERS_AND_DIGITS));
  return fc
    .tuple(fc.constantFrom(...LETTERS), fc.array(more, { maxLength: longest }))
    .map(([first, rest]) => first + rest.map(([hyphen, character]) => hyphen + character).join(""));
}

/** As long as a name may be. */
function longest(length: number): fc.Arbitrary<string> {
  return spelled(length).map((name) => name.padEnd(length, "z").slice(0, length).replace(/-$/, "z"));
}

/** What the manifest takes as a name. */
export const NAME = /^[a-z](-?[a-z0-9])*$/;

/** Names that the manifest takes, of these lengths: words that mean something, spelled ones, and the longest. */
export function names(min: number, max: number): fc.Arbitrary<string> {
  const any = fc.oneof({ weight: 2, arbitrary: compound }, { weight: 3, arbitrary: spelled(max) }, longest(max));
  return any.filter((name) => NAME.test(name) && name.length >= min && name.length <= max);
}
