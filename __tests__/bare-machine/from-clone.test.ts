import { execFileSync } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { awsProvider, platform } from "../../commands/terraform/provider";
import { ROOT, terraform } from "../terraform/installed";
import { DebianRoot, missing } from "./debian-root";
import { StandIn } from "./stand-in";

/** The environment that is rehearsed. */
const ENVIRONMENT = process.env["BARE_MACHINE_ENVIRONMENT"] ?? "sliderule-test";

/** Where the clone is, in the root. */
const CLONE = "/home/drydock";

/** Milliseconds: Debian, the packages and a rehearsal. */
const LIMIT = 3_000_000;

const want = missing();
if (want !== undefined) {
  if (process.env["CI"]) throw new Error(`Nothing may be skipped in CI: the bare machine needs ${want}`);
  process.stderr.write(`Skipped: the bare machine needs ${want}\n`);
}

(want === undefined ? describe : describe.skip)("on a Debian with nothing but Node and Python 3", () => {
  let root: DebianRoot;
  let standIn: StandIn;
  let variables: Record<string, string>;
  const npmSetting = (name: string) => execFileSync("npm", ["config", "get", name], { encoding: "utf8" }).trim();

  beforeAll(async () => {
    root = new DebianRoot();
    execFileSync("git", ["clone", "--quiet", "--no-hardlinks", ROOT, join(root.folder, CLONE)]);
    standIn = new StandIn(ROOT);
    const address = await standIn.start();
    writeFileSync(join(root.folder, CLONE, "emulator", "requirements.txt"), standIn.requirements);
    writeFileSync(join(root.folder, "root", "key.asc"), standIn.key);
    variables = {
      npm_config_registry: npmSetting("registry"),
      DRYDOCK_TERRAFORM_MIRROR: address,
      DRYDOCK_TERRAFORM_MIRROR_KEY: "/root/key.asc",
      PIP_INDEX_URL: `${address}/simple`,
      TF_PLUGIN_MIRROR: "/srv/providers",
    };
  }, LIMIT);

  afterAll(async () => {
    await standIn?.stop();
    root?.remove();
  });

  const run = (command: string) => {
    const { address, version } = awsProvider(ROOT);
    const mirror = terraform.providerProgram.split(join(address, version, platform()))[0]!;
    return root.run(`cd ${CLONE} && ${command}`, variables, [
      { from: mirror, to: "/srv/providers" },
      // What npm has fetched before need not be fetched again.
      { from: join(homedir(), ".npm", "_cacache"), to: "/root/.npm/_cacache" },
    ]);
  };

  test(
    "the first command goes from a clone to a rehearsal in which everything held",
    async () => {
      const { exitCode, output } = await run(`npm run rehearse -- ${ENVIRONMENT}`);
      process.stderr.write(output);
      expect(output).toContain(`${ENVIRONMENT}: everything held`);
      expect(exitCode).toBe(0);
    },
    LIMIT,
  );

  test(
    "Terraform and Python's packages came into the project, and nothing into the machine's Python",
    async () => {
      const { output } = await run("npm run --silent setup && python3 -c 'import moto'");
      expect(output).toContain(`Terraform 1.11.4: ${CLONE}/.drydock/terraform/1.11.4/linux_amd64/terraform\n`);
      expect(output).toContain(`The emulated AWS's Python: ${CLONE}/.drydock/venv/bin/python\n`);
      expect(output).toContain("No module named 'moto'");
    },
    LIMIT,
  );

  test(
    "npx drydock works, also where nothing is compiled yet",
    async () => {
      rmSync(join(root.folder, CLONE, "build"), { recursive: true });
      const { exitCode, output } = await run("npx drydock login --help");
      expect(output).toContain("Usage: drydock login");
      expect(exitCode).toBe(0);
    },
    LIMIT,
  );

  test(
    "without Debian's python3-venv it says in a sentence what to install",
    async () => {
      rmSync(join(root.folder, CLONE, ".drydock", "venv"), { recursive: true });
      expect((await run("dpkg --purge python3-venv python3.11-venv")).exitCode).toBe(0);
      const { exitCode, output } = await run("node build/commands/drydock.js setup");
      expect(output).toMatch(
        /^\S*python3 cannot make virtual environments, because its ensurepip is missing: install it with apt-get install python3\.11-venv \(Debian, Ubuntu\)\.$/m,
      );
      expect(output).not.toMatch(/\n\s+at |Traceback/);
      expect(exitCode).toBe(1);
    },
    LIMIT,
  );
});
