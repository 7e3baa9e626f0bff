import { accessSync, constants, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { jsonOrNothing } from "../base/json";
import { CommandMissing, type Processes, type Variables } from "../process/processes";

/** A Python on this machine, and what it has. */
export interface Interpreter {
  readonly program: string;
  /** Such as `[3, 11]`. */
  readonly version: readonly [number, number];
  /** Version of its moto, if everything that moto's server needs is there as well. */
  readonly motoServer?: string;
  /** Whether it can make virtual environments; Debian has what is needed for that in a package of its own. */
  readonly makesEnvironments: boolean;
}

/** Asks without importing moto, which takes a second. Any Python 3 understands it. */
const QUESTION = `
import json, re, sys
answer = {"version": list(sys.version_info[:2]), "motoServer": None, "makesEnvironments": True}
try:
    import ensurepip, venv
except ImportError:
    answer["makesEnvironments"] = False
try:
    from importlib import metadata
    moto = metadata.distribution("moto")
    for requirement in moto.requires or []:
        if ";" not in requirement or "extra == \\"server\\"" in requirement or "extra == 'server'" in requirement:
            metadata.version(re.match("[A-Za-z0-9._-]+", requirement).group())
    answer["motoServer"] = moto.version
except ImportError:
    pass
print(json.dumps(answer))
`;

/** The Pythons of this machine, the most likely first: python3 on PATH, the one of a moto_server, and others by version. */
export function candidates(variables: Variables): string[] {
  const folders = (variables["PATH"] ?? "").split(delimiter).filter((folder) => folder !== "");
  const onPath = (name: string) => folders.map((folder) => join(folder, name)).find(isExecutable);
  const server = onPath("moto_server");
  const others = [14, 13, 12, 11, 10].map((minor) => onPath(`python3.${minor}`));
  const found = [onPath("python3"), server && interpreterOf(server), ...others];
  return [...new Set(found.filter((program) => program !== undefined))];
}

/** What a Python has; undefined if the program does not run, or is no Python 3. */
export async function ask(
  program: string,
  processes: Processes,
  variables: Variables,
): Promise<Interpreter | undefined> {
  try {
    const { exitCode, stdout } = await processes.run({ file: program, args: ["-c", QUESTION], variables });
    if (exitCode !== 0) return undefined;
    const answer = jsonOrNothing(stdout) as
      | {
          version: [number, number];
          motoServer: string | null;
          makesEnvironments: boolean;
        }
      | undefined;
    if (answer === undefined) return undefined;
    return { program, ...answer, motoServer: answer.motoServer ?? undefined };
  } catch (error) {
    if (error instanceof CommandMissing) return undefined;
    throw error;
  }
}

/** The Python that a script names in its first line, as pipx's moto_server does. */
function interpreterOf(script: string): string | undefined {
  return /^#!(\S*\/python[^\s/]*)\s*$/m.exec(readFileSync(script, "latin1").split("\n", 1)[0]!)?.[1];
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
