import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Command, CommanderError } from "commander";
import { zipped } from "./archive";
import { compose } from "./compose";
import { isVacant, readFolder, writeFileAtomically, writeFolderAtomically } from "./files";
import { openArchive } from "./open-archive";
import { described, Refused } from "./problem";
import { unpack } from "./unpack";

/** A wrong use of the command: exit code 2. */
class Usage extends Error {}

interface Options {
  readonly environment?: string;
  readonly set: ReadonlyMap<string, string>;
  readonly from: string;
  readonly output?: string;
  readonly unpack?: string;
  readonly into?: string;
}

/** Bytes of the largest archive that is read at all. */
const LARGEST = 50 * 1024 * 1024;

const EXAMPLES = `
Examples:
  $ npm run backup -- --environment kofax-rpa-prod
  $ npm run backup -- --environment kofax-rpa-prod --set database.host=db.example.com --output /tmp/Backup.zip
  $ npm run backup -- --unpack Backup.zip --into exported        a console's backup, as sources
  $ npm run backup -- --from exported --output Rebuilt.zip       and back again

Exit codes: 0 it worked, 1 something is wrong with the sources or the archive (nothing is written), 2 wrong use.
`;

/** The `backup` program. */
export function program(): Command {
  return new Command("backup")
    .description("Build Backup.zip of a Kofax RPA Management Console from sources, or turn a backup into sources.")
    .option("--environment <name>", "a file of environments/ in the sources (default: the common values alone)")
    .option(
      "--set <key=value>",
      "a value that wins over the files; may be repeated; never a password",
      keyValue,
      new Map(),
    )
    .option("--from <folder>", "the sources", join("backup", "kofax-rpa", "sources"))
    .option("--output <file>", "the archive to write (default: build/backup/kofax-rpa/[<environment>/]Backup.zip)")
    .option("--unpack <file.zip>", "turn this backup into sources instead")
    .option("--into <folder>", "the new folder for --unpack")
    .addHelpText("after", EXAMPLES)
    .allowExcessArguments(false)
    .exitOverride();
}

function keyValue(text: string, all: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const at = text.indexOf("=");
  if (at < 1) throw new Usage("--set takes key=value, as --set database.host=db.example.com");
  return new Map([...all, [text.slice(0, at), text.slice(at + 1)]]);
}

/** Runs the command and gives its exit code: 0, 1 or 2. */
export async function run(args: readonly string[]): Promise<0 | 1 | 2> {
  try {
    const options = program().parse(args, { from: "user" }).opts<Options>();
    await (options.unpack === undefined ? build(options) : unpackInto(options.unpack, options));
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (!(error instanceof Usage || error instanceof Refused || isSystemError(error))) throw error;
    console.error(error.message);
    return error instanceof Usage ? 2 : 1;
  }
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && "syscall" in error;
}

async function build({ environment, set, from, output, into }: Options): Promise<void> {
  if (into !== undefined) throw new Usage("--into needs --unpack <file.zip>");
  if (!existsSync(from)) throw new Usage(`${from}: no such folder; run from the project's root, or name it by --from`);
  const target = output ?? join("build", "backup", "kofax-rpa", environment ?? "", "Backup.zip");
  const archive = zipped(compose(readFolder(from), { environment, set }));
  writeFileAtomically(target, archive);
  console.log(`${target}: ${archive.length} bytes`);
}

async function unpackInto(file: string, { into, environment, set, output }: Options): Promise<void> {
  if (into === undefined) throw new Usage("--unpack needs --into <folder>");
  if (environment !== undefined || set.size > 0 || output !== undefined) {
    throw new Usage("--unpack takes no --environment, --set or --output: it keeps what the archive says");
  }
  if (!existsSync(file)) throw new Usage(`${file}: no such file`);
  if (!isVacant(into)) throw new Usage(`${into}: not empty; name a new folder, then compare it with diff --recursive`);
  const content = readFileSync(file);
  if (content.length > LARGEST)
    throw new Refused([{ file, message: `${content.length} bytes, more than ${LARGEST}; refused` }]);
  const { sources, dropped } = unpack(await openArchive(file, content));
  writeFolderAtomically(into, sources);
  for (const one of dropped) console.error(described(one));
  console.log(`${into}: ${sources.size} files, ${dropped.length} passwords dropped`);
}

if (require.main === module) {
  void run(process.argv.slice(2)).then((code) => {
    process.exitCode = code;
  });
}
