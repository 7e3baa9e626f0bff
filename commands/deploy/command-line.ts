/**
 * The command that this process was started with, as one types it again: by npm's script of the same name if it was, by
 * npx otherwise.
 */
export function commandLine(
  args: readonly string[] = process.argv.slice(2),
  script: string | undefined = process.env["npm_lifecycle_event"],
): string {
  const [verb = "", ...rest] = args.map(quoted);
  const start = script === args[0] ? `npm run ${verb} --` : `npx drydock ${verb}`;
  return [start, ...rest].join(" ");
}

/** An argument as a shell takes it. */
export function quoted(argument: string): string {
  return /^[\w@%+=:,./-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", "'\\''")}'`;
}
