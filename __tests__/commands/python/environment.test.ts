import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { UserError } from "../../../commands/base/user-error";
import { Processes, type Variables } from "../../../commands/process/processes";
import { findPython } from "../../../commands/python/environment";
import { writeWheel } from "./wheel";

let root: string;
let wheels: string;
let requirements: string;
let programs: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "drydock-python-"));
  wheels = join(root, "wheels");
  requirements = join(root, "emulator", "requirements.txt");
  programs = join(root, "programs");
  for (const folder of ["emulator", "programs"]) mkdirSync(join(root, folder));
  writeFileSync(requirements, writeWheel(wheels, "moto", "5.2.1"));
});
afterEach(() => rmSync(root, { recursive: true }));

const find = async (variables: Variables, report: (text: string) => void = () => {}) => {
  const processes = new Processes({ watched: false });
  try {
    return await findPython({ root, processes, variables, report });
  } finally {
    await processes.stop();
  }
};

/** A program on PATH, which has nothing else on it. */
function program(name: string, script: string): Variables {
  writeFileSync(join(programs, name), `#!/bin/sh\n${script}\n`);
  chmodSync(join(programs, name), 0o755);
  return { PATH: programs };
}

const answer = (values: object) =>
  `echo '${JSON.stringify({ version: [3, 11], motoServer: null, makesEnvironments: true, ...values })}'`;

async function sentence(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => new Error("it worked"),
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(UserError);
  const { message, exitCode } = error as UserError;
  expect([message.split("\n").length, exitCode]).toEqual([1, 1]);
  return message;
}

describe("what is there already is used:", () => {
  test("a python3 with moto's server in the wanted version", async () => {
    const variables = program("python3", answer({ motoServer: "5.2.1" }));
    expect(await find(variables)).toEqual({ program: join(programs, "python3"), isOwn: false });
    expect(existsSync(join(root, ".drydock"))).toBe(false);
  });

  test("the Python of a moto_server, which pipx has made", async () => {
    const other = join(root, "other");
    mkdirSync(other);
    writeFileSync(join(other, "python3"), `#!/bin/sh\n${answer({ motoServer: "5.2.1" })}\n`, { mode: 0o755 });
    writeFileSync(join(programs, "moto_server"), `#!${join(other, "python3")}\nimport moto\n`, { mode: 0o755 });
    expect(await find(program("python3", answer({})))).toEqual({ program: join(other, "python3"), isOwn: false });
  });
});

describe("without a Python that fits, it is one sentence with a remedy:", () => {
  const remedy =
    "install it with apt-get install python3 python3-venv (Debian, Ubuntu), dnf install python3 (Fedora) or brew install python (macOS).";

  test("no Python", async () => {
    expect(await sentence(find({ PATH: programs }))).toBe(
      `Python is missing for the emulated AWS, which needs 3.10 or newer: ${remedy}`,
    );
  });

  test("an old Python, and one that is so old that it does not answer", async () => {
    const old = program("python3", answer({ version: [3, 9] }));
    expect(await sentence(find(old))).toBe(
      `Python 3.9 is too old for the emulated AWS, which needs 3.10 or newer: ${remedy}`,
    );
    expect(await sentence(find(program("python3", "exit 1")))).toMatch(/^Python is missing/);
  });

  test("no ensurepip, as on Debian without python3-venv", async () => {
    const bare = program("python3", answer({ makesEnvironments: false }));
    expect(await sentence(find(bare))).toBe(
      `${programs}/python3 cannot make virtual environments, because its ensurepip is missing: install it with apt-get install python3.11-venv (Debian, Ubuntu).`,
    );
  });
});

// A Python that can make virtual environments; with another moto than the wanted one, or with none.
const real = spawnSync(
  "python3",
  ["-c", "import ensurepip, sys; assert sys.version_info >= (3, 10); print(sys.executable)"],
  { encoding: "utf8" },
);
const python = real.stdout.trim();
(real.status === 0 ? describe : describe.skip)("with a real Python", () => {
  /** The machine's Python without what is installed in it. */
  const bare = (variables: Variables = {}): Variables => ({
    ...process.env,
    PATH: `${programs}:/usr/bin:/bin`,
    PIP_CONFIG_FILE: "/dev/null",
    PIP_NO_INDEX: "1",
    PIP_FIND_LINKS: wheels,
    ...variables,
    ...(program("python3", `exec '${python}' -S "$@"`) && {}),
  });
  const moto = (interpreter: string) =>
    execFileSync(interpreter, ["-c", "import moto; print(moto.version)"], { encoding: "utf8" }).trim();

  test("a virtual environment is made from a folder of wheels, once, and not used any more when the requirements change", async () => {
    const said: string[] = [];
    const made = await find(bare(), (text) => said.push(text));
    expect(made).toMatchObject({ program: join(root, ".drydock", "venv", "bin", "python"), isOwn: true });
    expect(moto(made.program)).toBe("5.2.1");
    expect(said).toEqual(
      expect.arrayContaining(["making a virtual environment for the emulated AWS", "fetching Python packages: 1 of 1"]),
    );
    // The second time nothing runs at all.
    expect((await find({ PATH: "" })).program).toBe(made.program);
    // Made from other requirements, it counts for nothing.
    writeFileSync(requirements, writeWheel(wheels, "moto", "5.2.2"));
    expect(await sentence(find({ PATH: "" }))).toMatch(/^Python is missing/);
  }, 300_000);

  test("each failure of pip is one sentence with a remedy, and leaves nothing that counts as made", async () => {
    const wanted = readFileSync(requirements, "utf8");
    const ready = join(root, ".drydock", "venv", "made-from");
    writeFileSync(requirements, wanted.replace(/sha256:[0-9a-f]{8}/, "sha256:00000000"));
    expect(await sentence(find(bare()))).toMatch(
      /^The emulated AWS's Python packages could not be installed, because moto==5\.2\.1 from .*wheels.* has another SHA-256 than emulator\/requirements\.txt says, so it is not used: look at/,
    );
    expect(existsSync(ready)).toBe(false);

    writeFileSync(requirements, wanted);
    const nowhere = {
      PIP_NO_INDEX: undefined,
      PIP_FIND_LINKS: undefined,
      PIP_INDEX_URL: "http://me:secret@127.0.0.1:9/simple",
      PIP_RETRIES: "1",
    };
    const said = await sentence(find(bare(nowhere)));
    expect(said).toMatch(
      /because http:\/\/127\.0\.0\.1:9\/simple cannot be reached: connect to the internet, or name a proxy in HTTPS_PROXY, an index in PIP_INDEX_URL, or a folder of wheels/,
    );
    expect(existsSync(ready)).toBe(false);
  }, 300_000);
});
