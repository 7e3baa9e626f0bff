import { UserError } from "../base/user-error";

/** Keys of a session that ends. */
export interface SessionKeys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

/** What `[default]` holds: no keys, keys of a session, or keys that do not end. */
export type DefaultProfile = "no keys" | "session" | "long-term";

const HEADER = /^\s*\[([^\]]*)\]/;
const KEY = /^\s*(aws_access_key_id|aws_secret_access_key|aws_session_token|aws_security_token)\s*[=:]/i;

interface Section {
  /** Lines up to and including the header. */
  readonly before: string[];
  /** Lines of the section, without the header. */
  readonly lines: string[];
  readonly after: string[];
}

/** What `[default]` of a credentials file holds. */
export function defaultProfile(text: string): DefaultProfile {
  const keys = (defaultSection(text)?.lines ?? []).flatMap((line) => KEY.exec(line)?.[1]?.toLowerCase() ?? []);
  if (keys.includes("aws_session_token") || keys.includes("aws_security_token")) return "session";
  return keys.length > 0 ? "long-term" : "no keys";
}

/** The file with these keys in `[default]`. Every other line stays as it is, byte for byte. */
export function withDefaultProfile(text: string, keys: SessionKeys): string {
  const end = text.includes("\r\n") ? "\r\n" : "\n";
  const lines = [
    `aws_access_key_id = ${keys.accessKeyId}`,
    `aws_secret_access_key = ${keys.secretAccessKey}`,
    `aws_session_token = ${keys.sessionToken}`,
  ].map((line) => line + end);
  const section = defaultSection(text);
  if (section === undefined) {
    return [ended(text, end), text === "" ? "" : end, `[default]${end}`, ...lines].join("");
  }
  const kept = section.lines.filter((line) => !KEY.test(line));
  return [ended(section.before.join(""), end), ...lines, ...kept, ...section.after].join("");
}

function ended(text: string, end: string): string {
  return text === "" || text.endsWith("\n") ? text : text + end;
}

function defaultSection(text: string): Section | undefined {
  const lines = text.split(/(?<=\n)/);
  const headers = lines.flatMap((line, index) => (HEADER.test(line) ? [index] : []));
  const [header, second] = headers.filter((index) => HEADER.exec(lines[index]!)?.[1]?.trim() === "default");
  if (header === undefined) return undefined;
  if (second !== undefined) {
    throw new UserError(
      `The credentials file has [default] twice, in lines ${header + 1} and ${second + 1}: make one of the two.`,
    );
  }
  const next = headers.find((index) => index > header) ?? lines.length;
  return { before: lines.slice(0, header + 1), lines: lines.slice(header + 1, next), after: lines.slice(next) };
}
