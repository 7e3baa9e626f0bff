import { createHash } from "node:crypto";
import { existsSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { join } from "node:path";
import { explainDiskTrouble } from "../base/disk-trouble";
import { UserError } from "../base/user-error";
import { writeAtomically } from "../base/write-atomically";
import { withLock } from "../process/lock";
import type { Processes, Variables } from "../process/processes";
import { ask, candidates, type Interpreter } from "./interpreter";
import { pipFailure } from "./pip-failure";

/** The oldest Python that moto 5.2.1 runs on (https://pypi.org/project/moto/5.2.1/). */
const OLDEST = [3, 10] as const;

/** The Python that runs the emulated AWS. */
export interface EmulatorPython {
  readonly program: string;
  /** Whether it is the project's own virtual environment. */
  readonly isOwn: boolean;
}

export interface PythonSearch {
  readonly root: string;
  readonly processes: Processes;
  readonly variables: Variables;
  /** Told what is being made and how far it is. */
  readonly report: (text: string) => void;
}

/**
 * Finds a Python with moto's server in the version that the emulator was tested with: the project's virtual
 * environment, or one that the person has, or else the virtual environment is made. Nothing is ever installed into a
 * Python of the person's own.
 */
export async function findPython(search: PythonSearch): Promise<EmulatorPython> {
  const environment = new Environment(search);
  if (environment.isReady()) return environment;
  const found: Interpreter[] = [];
  for (const program of candidates(search.variables)) {
    const interpreter = await ask(program, search.processes, search.variables);
    if (interpreter?.motoServer === environment.moto) return { program, isOwn: false };
    if (interpreter) found.push(interpreter);
  }
  await explainDiskTrouble(() =>
    withLock(`${environment.folder}.lock`, async () => {
      if (!environment.isReady()) await environment.make(found);
    }),
  );
  return environment;
}

/** The project's virtual environment with the packages of `emulator/requirements.txt`. */
class Environment implements EmulatorPython {
  readonly isOwn = true;
  readonly folder: string;
  readonly program: string;
  /** Version of moto that is wanted. */
  readonly moto: string;
  private readonly requirements: string;
  private readonly packages: number;
  /** What the environment was made from; written last, so that without it nothing counts. */
  private readonly mark: string;
  private readonly hash: string;

  constructor(private readonly search: PythonSearch) {
    this.folder = join(search.root, ".drydock", "venv");
    this.program = join(this.folder, "bin", "python");
    this.mark = join(this.folder, "made-from");
    this.requirements = join(search.root, "emulator", "requirements.txt");
    const text = readFileSync(this.requirements, "utf8");
    this.hash = createHash("sha256").update(text).digest("hex");
    this.moto = /^moto==(\S+)/m.exec(text)![1]!;
    this.packages = text.match(/^[a-z0-9-]+==/gm)!.length;
  }

  /** Whether it was made from the requirements as they are now, by the Python that is behind its link now. */
  isReady(): boolean {
    return existsSync(this.mark) && existsSync(this.program) && readFileSync(this.mark, "utf8") === this.content;
  }

  private get content(): string {
    return `${this.hash} ${realpathSync(this.program)}\n`;
  }

  async make(found: readonly Interpreter[]): Promise<void> {
    const { processes, variables, report } = this.search;
    const { program } = chosen(found);
    report("making a virtual environment for the emulated AWS");
    rmSync(this.folder, { recursive: true, force: true });
    const made = await processes.run({ file: program, args: ["-m", "venv", this.folder], variables });
    if (made.exitCode !== 0) throw pipFailure(`${program} -m venv`, made.stderr || made.stdout, variables);
    let count = 0;
    const { exitCode, stdout, stderr } = await processes.run({
      file: this.program,
      args: [
        "-m",
        "pip",
        "install",
        "--require-hashes",
        "--only-binary",
        ":all:",
        "--no-input",
        "-r",
        this.requirements,
      ],
      variables: {
        ...variables,
        PIP_USER: "0",
        PIP_DISABLE_PIP_VERSION_CHECK: "1",
        PIP_RETRIES: variables["PIP_RETRIES"] ?? "2",
      },
      onLine: (line) => {
        if (/^(Collecting|Processing) /.test(line)) report(`fetching Python packages: ${++count} of ${this.packages}`);
        if (/^Installing/.test(line)) report("installing Python packages");
      },
    });
    if (exitCode !== 0) throw pipFailure("pip", `${stdout}\n${stderr}`, variables);
    writeAtomically(this.mark, this.content);
  }
}

/** The first Python that is recent enough and can make virtual environments. */
function chosen(found: readonly Interpreter[]): Interpreter {
  const recent = found.filter(({ version: [major, minor] }) => major === OLDEST[0] && minor >= OLDEST[1]);
  if (recent.length === 0) {
    const [oldest] = found;
    const what = oldest ? `Python ${oldest.version.join(".")} is too old` : "Python is missing";
    throw new UserError(
      `${what} for the emulated AWS, which needs ${OLDEST.join(".")} or newer: install it with apt-get install python3 python3-venv (Debian, Ubuntu), dnf install python3 (Fedora) or brew install python (macOS).`,
    );
  }
  const able = recent.find(({ makesEnvironments }) => makesEnvironments);
  if (able) return able;
  const { program, version } = recent[0]!;
  throw new UserError(
    `${program} cannot make virtual environments, because its ensurepip is missing: install it with apt-get install python${version.join(".")}-venv (Debian, Ubuntu).`,
  );
}
