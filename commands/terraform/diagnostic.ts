import { jsonOrNothing } from "../base/json";

/** An error or warning of Terraform (https://developer.hashicorp.com/terraform/internals/machine-readable-ui). */
export interface Diagnostic {
  readonly severity: "error" | "warning";
  readonly summary: string;
  readonly detail?: string;
  readonly address?: string;
  readonly range?: { readonly filename: string; readonly start: { readonly line: number } };
  readonly snippet?: { readonly context?: string };
}

/** A line of the output of `terraform plan -json` or `terraform apply -json`. */
export interface Message {
  readonly "@message": string;
  readonly type: string;
  readonly diagnostic?: Diagnostic;
  /** What a message about one resource is about. */
  readonly hook?: { readonly resource?: { readonly addr: string }; readonly action?: string };
}

/** Reads a line of machine-readable output; undefined for a line that is not of it. */
export function parseMessage(line: string): Message | undefined {
  if (!line.startsWith("{")) return undefined;
  return jsonOrNothing(line) as Message | undefined;
}

/** An error in Terraform's own words, with where it is. */
export function formatDiagnostic({ summary, detail, address, range, snippet }: Diagnostic): string {
  const lines = [`Error: ${summary}`];
  if (address) lines.push(`  with ${address}`);
  if (range)
    lines.push(`  on ${range.filename} line ${range.start.line}${snippet?.context ? `, in ${snippet.context}` : ""}`);
  if (detail)
    lines.push(
      ...detail
        .trim()
        .split("\n")
        .map((line) => `  ${line}`.trimEnd()),
    );
  return lines.join("\n");
}
