import { stripVTControlCharacters } from "node:util";
import type { Diagnostic } from "../terraform/diagnostic";
import { TerraformError } from "../terraform/terraform";

/** What the sentences below speak of. */
export interface Subject {
  readonly stack: string;
  /** Name of the environment, such as `sliderule-test`. */
  readonly environment: string;
}

interface Remedy {
  readonly sign: RegExp;
  readonly say: (subject: Subject, text: string) => string;
}

/** What Terraform and the provider say, and what is to be done about it. The first that fits counts. */
const REMEDIES: readonly Remedy[] = [
  {
    sign: /no space left on device/i,
    say: () => "The disk is full: free some space, then go on.",
  },
  {
    sign: /ExpiredToken|RequestExpired|InvalidClientTokenId|UnrecognizedClient|token.{1,40}expired|No valid credential sources|failed to refresh cached credentials/i,
    say: () =>
      "AWS does not accept your credentials (any more): log in again, for example with `npx drydock login` or `aws sso login`, then go on.",
  },
  {
    sign: /Error acquiring the state lock|state lock.*ConditionalCheckFailed|PreconditionFailed/i,
    say: ({ stack, environment }, text) =>
      `The state of ${stack} is locked${holder(text)}: somebody works on it, or was cut off. \`npx drydock unlock ${environment}\` says which, and removes a lock whose process has ended.`,
  },
  {
    sign: /does not have the expected content/i,
    say: ({ environment }) =>
      `The state and its checksum differ, as after a write that was cut off: \`npx drydock unlock ${environment} --repair-digest\` compares and repairs them.`,
  },
  {
    sign: /S3 bucket .* does not exist|NoSuchBucket/i,
    say: () =>
      "The bucket of the states (state.bucket in drydock.yaml) is not there: make it with `npx drydock bootstrap`.",
  },
  {
    sign: /Unable to find remote state/i,
    say: ({ stack }) => `${stack} reads the outputs of a layer that has not been deployed yet: deploy that one first.`,
  },
  {
    sign: /Instance cannot be destroyed/i,
    say: ({ environment }) =>
      `It is guarded because it holds data: say \`disposable: true\` in the manifest of ${environment} and deploy that first, if it is really to go.`,
  },
  {
    sign: /AlreadyOwnedByYou|AlreadyExists|ResourceExistsException|ResourceInUseException|ResourceConflictException|already exists|Duplicate|InvalidSubnet\.Conflict/i,
    say: ({ environment }) =>
      `Something of that name exists and this state does not know it, as after a Terraform that was killed: \`npx drydock orphans ${environment}\` finds what no state knows and writes \`import\` blocks.`,
  },
  {
    sign: /connection refused|no such host|i\/o timeout|network is unreachable|connection reset/i,
    say: () => "AWS could not be reached: look at the network, the proxy and AWS_ENDPOINT_URL, then go on.",
  },
];

/** The sentence with what to do about a failure; nothing if none is known. */
export function remedy(error: unknown, subject: Subject): string | undefined {
  if (!(error instanceof TerraformError)) return undefined;
  if (error.signal !== undefined) return afterCut(subject);
  return remedyOf([...error.diagnostics.map(words), error.outcome.stderr].join("\n"), subject);
}

/** The sentence with what to do about what Terraform has printed for people; nothing if none is known. */
export function remedyOf(printed: string, subject: Subject): string | undefined {
  const text = plainText(printed);
  // Terraform breaks lines at 78 characters.
  const sentences = text.replaceAll(/\s+/g, " ");
  const known = REMEDIES.find(({ sign }) => sign.test(sentences))?.say(subject, text);
  const left = /Error releasing the state lock/i.test(sentences) ? lockLeft(subject) : undefined;
  return [known, left].filter((one) => one !== undefined).join("\n") || undefined;
}

/** What Terraform has printed for people, without colours and the line that it draws on the left of its errors. */
export function plainText(printed: string): string {
  return stripVTControlCharacters(printed).replaceAll(/^[│╷╵ ]+/gm, "");
}

/** Whether a layer could not be planned because another one has not published yet what this one reads. */
export function readsWhatIsNotThere(error: unknown): boolean {
  if (!(error instanceof TerraformError)) return false;
  const isSuch = (text: string) =>
    /Unable to find remote state/.test(text) ||
    (/Unsupported attribute/.test(text) && /outputs|does not have an attribute/.test(text));
  return error.diagnostics.length > 0 && error.diagnostics.every((diagnostic) => isSuch(words(diagnostic)));
}

/** What to do after Terraform was cut off before it could write its state. */
export function afterCut({ environment }: Subject): string {
  return `Look who holds the lock with \`npx drydock unlock ${environment}\`, and for what was made and is in no state with \`npx drydock orphans ${environment}\`.`;
}

/** What to do after creations of which no answer was heard. */
export function afterDoubt({ environment }: Subject): string {
  return `Look for what was made and is in no state with \`npx drydock orphans ${environment}\`: a deploy would make it a second time.`;
}

function lockLeft({ stack, environment }: Subject): string {
  return `The lock of ${stack} could not be given back: \`npx drydock unlock ${environment}\` removes it.`;
}

function words({ summary, detail = "" }: Diagnostic): string {
  return `${summary}\n${detail}`;
}

/** Who holds a lock, from what Terraform prints of it. */
function holder(text: string): string {
  const field = (name: string) => new RegExp(`^\\s*${name}:\\s*(\\S.*)$`, "m").exec(text)?.[1]?.trim();
  const who = field("Who");
  const since = field("Created");
  return who ? ` by ${who}${since ? ` since ${since}` : ""}` : "";
}
