import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { has } from "../../needs";

const SETTINGS = join(__dirname, "../../../docker/idmcdb/web");

/** What Helix's own settings do with the secret (release of March 2024), and what its children would inherit. */
const HELIX = `
import json, os
from helix.aws.secrets_manager import fetch_db_credentials_from_secret_arn
secret = json.loads(os.environ.get("HELIXDBCLUSTER_SECRET") or "{}") or fetch_db_credentials_from_secret_arn("arn")
DATABASES = {"default": {key: secret[key] for key in ("dbname", "username", "password", "host", "port")}}
`;
const FETCH = `
import json, os
def fetch_db_credentials_from_secret_arn(arn):
    return json.loads(os.environ["FAKE_SECRET_OF_" + arn])
`;
const PRINT = `
import json, os, subprocess, sys
import settings_on_aws as settings
inherited = subprocess.run([sys.executable, "-c", "import os; print(os.environ.get('HELIXDBCLUSTER_SECRET'))"],
                           capture_output=True, text=True).stdout.strip()
print(json.dumps({"database": settings.DATABASES["default"], "inherited": inherited}))
`;

const OF_RDS = { username: "postgres", password: "value-of-password" };
const WHERE = { POSTGRES_HOST: "main.example", POSTGRES_PORT: "5432", POSTGRES_DB: "helix" };
const WHOLE = { ...OF_RDS, host: "main.example", port: "5432", dbname: "helix" };

const python = spawnSync("python3", ["--version"]).status === 0;
if (process.env["CI"] && !python) {
  test("python3 is installed", () => {
    throw new Error("the settings are tested with python3, which is not on PATH");
  });
}

(has("python3", python) ? describe : describe.skip)("settings_on_aws.py", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "helix-"));
    mkdirSync(join(folder, "helix/aws"), { recursive: true });
    writeFileSync(join(folder, "helix/__init__.py"), "");
    writeFileSync(join(folder, "helix/settings.py"), HELIX);
    writeFileSync(join(folder, "helix/aws/__init__.py"), "");
    writeFileSync(join(folder, "helix/aws/secrets_manager.py"), FETCH);
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  function settings(environment: Record<string, string>) {
    const { PATH } = process.env;
    const env = { PATH, PYTHONPATH: SETTINGS, PYTHONDONTWRITEBYTECODE: "1", ...environment };
    const { stdout, stderr } = spawnSync("python3", ["-c", PRINT], { cwd: folder, env, encoding: "utf8" });
    return { ...(stdout ? JSON.parse(stdout) : {}), stderr };
  }

  test.each([
    ["that ECS puts in", { HELIXDBCLUSTER_SECRET: JSON.stringify(OF_RDS) }],
    ["that is read by its ARN", { HELIXDBCLUSTER_SECRET_ARN: "main", FAKE_SECRET_OF_main: JSON.stringify(OF_RDS) }],
  ])("add to the secret %s where the database is", (_, secret) => {
    expect(settings({ ...WHERE, ...secret })).toMatchObject({ database: WHOLE, stderr: "" });
  });

  test("prefer what the secret says itself", () => {
    const secret = { ...WHOLE, host: "other.example" };
    expect(settings({ ...WHERE, HELIXDBCLUSTER_SECRET: JSON.stringify(secret) }).database).toEqual(secret);
    expect(settings({ HELIXDBCLUSTER_SECRET: JSON.stringify(secret) }).database).toEqual(secret);
  });

  test("leave the secret to no child", () => {
    expect(settings({ ...WHERE, HELIXDBCLUSTER_SECRET: JSON.stringify(OF_RDS) }).inherited).toBe("None");
  });

  test("name what nobody says, and no value", () => {
    const { stderr } = settings({ POSTGRES_HOST: "main.example", HELIXDBCLUSTER_SECRET: JSON.stringify(OF_RDS) });
    expect(stderr).toContain(
      "the database's secret does not say where the database is: set POSTGRES_PORT, POSTGRES_DB\n",
    );
    expect(stderr).not.toContain(OF_RDS.password);
  });
});
