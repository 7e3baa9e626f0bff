import { Command } from "commander";
import { INTERRUPTED, onInterrupt } from "../process/on-interrupt";
import { Processes } from "../process/processes";
import { findPython } from "../python/environment";
import { findInstallation } from "../terraform/installation";
import { awsProvider } from "../terraform/provider";

/** The `setup` command. */
export function command(): Command {
  return new Command("setup")
    .description("find or fetch what rehearsals and tests need: Terraform, the AWS provider, the emulated AWS's Python")
    .addHelpText(
      "after",
      `
What is on this machine already is used. The rest is fetched, verified and kept in .drydock (or in
$XDG_CACHE_HOME/drydock); docs/set-up.md says where everything is, and how to use proxies, mirrors and no network at all.
A rehearsal does the same by itself.

Examples:
  $ npm run setup
  $ npx drydock setup
  $ export PATH="$PWD/.drydock/bin:$PATH"       use a Terraform that was fetched, also for npx cdktf
`,
    )
    .action(run);
}

async function run(): Promise<void> {
  const root = process.cwd();
  const processes = new Processes({ watched: true });
  const ignore = onInterrupt(
    () => void processes.stop(),
    () => {
      processes.kill();
      process.exit(INTERRUPTED);
    },
  );
  const progress = new Line();
  const search = { root, processes, variables: process.env, report: (text: string) => progress.show(text) };
  try {
    const installation = await findInstallation(root, processes, process.env, search.report);
    const python = await findPython(search);
    progress.clear();
    const { version, fetched } = installation.terraform;
    console.log(`Terraform ${version}: ${fetched ?? "on PATH"}`);
    console.log(`AWS provider ${awsProvider(root).version}: ${installation.providerProgram}`);
    console.log(`The emulated AWS's Python: ${python.program}`);
  } finally {
    progress.clear();
    await processes.stop();
    ignore();
  }
}

/** What is being done: one line that changes on a terminal, and elsewhere a line for each new thing. */
class Line {
  private last = "";

  show(text: string): void {
    if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${text}`);
    else if (subject(text) !== subject(this.last)) process.stderr.write(`${subject(text)} …\n`);
    this.last = text;
  }

  clear(): void {
    if (process.stderr.isTTY && this.last !== "") process.stderr.write("\r\u001b[K");
    this.last = "";
  }
}

function subject(text: string): string {
  return text.split(":")[0]!;
}
