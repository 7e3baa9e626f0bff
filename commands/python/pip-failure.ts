import { UserError } from "../base/user-error";
import type { Variables } from "../process/processes";

interface Cause {
  readonly pattern: RegExp;
  readonly sentence: (match: RegExpMatchArray, index: string) => string;
}

/** What pip says, and what a person does about it; the first that fits counts. */
const CAUSES: readonly Cause[] = [
  {
    pattern: /No space left on device|Errno 28/,
    sentence: () => "the disk is full: make room, or name another folder for temporary files in TMPDIR",
  },
  {
    pattern: /Read-only file system|Errno 30/,
    sentence: () => "the file system is read-only: use a copy of the project where you may write",
  },
  {
    pattern: /THESE PACKAGES DO NOT MATCH THE HASHES[\s\S]*?\n\s+(\S+)(?: from [^\n]*)?:\s*\n\s*Expected sha/,
    sentence: ([, name], index) =>
      `${name} from ${index} has another SHA-256 than emulator/requirements.txt says, so it is not used: look at what answers there (a proxy, or a mirror that builds its packages itself)`,
  },
  {
    pattern: /CERTIFICATE_VERIFY_FAILED|SSLError/,
    sentence: (_, index) =>
      `the certificate of ${index} is not trusted: name your network's certificate authority in PIP_CERT`,
  },
  {
    pattern:
      /NewConnectionError|Failed to establish|Name or service not known|Temporary failure in name resolution|ConnectTimeout|ReadTimeout|ProxyError|Connection (?:refused|aborted|reset)|Max retries exceeded/,
    sentence: (_, index) =>
      `${index} cannot be reached: connect to the internet, or name a proxy in HTTPS_PROXY, an index in PIP_INDEX_URL, or a folder of wheels in PIP_FIND_LINKS with PIP_NO_INDEX=1`,
  },
  {
    pattern: /No matching distribution found for ([^\s(]+)/,
    sentence: ([, name], index) =>
      `${index} has no ${name} for this Python on this machine (${process.platform} ${process.arch}), or does not answer: use Python 3.10 to 3.14 on Linux or macOS, and a complete mirror if PIP_INDEX_URL or PIP_FIND_LINKS names one`,
  },
];

/** The sentence for a failure of pip or venv. */
export function pipFailure(program: string, output: string, variables: Variables): UserError {
  const index = variables["PIP_NO_INDEX"]
    ? (variables["PIP_FIND_LINKS"] ?? "no index")
    : (variables["PIP_INDEX_URL"] ?? "https://pypi.org");
  for (const { pattern, sentence } of CAUSES) {
    const match = pattern.exec(output);
    if (match)
      return new UserError(
        `The emulated AWS's Python packages could not be installed, because ${sentence(match, withoutPassword(index))}.`,
      );
  }
  const last =
    output
      .trim()
      .split("\n")
      .filter((line) => /error/i.test(line))
      .at(-1) ?? output.trim().split("\n").at(-1);
  return new UserError(
    `The emulated AWS's Python packages could not be installed (${program}: ${last?.trim()}): mend that, or install what emulator/requirements.txt lists into a Python of your own that is on PATH.`,
  );
}

/** Addresses of private indexes often hold a password. */
function withoutPassword(address: string): string {
  return address.replace(/\/\/[^/@]*@/g, "//");
}
