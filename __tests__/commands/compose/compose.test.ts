import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv";
import { parse } from "yaml";
import { UserError } from "../../../commands/base/user-error";
import { localStack } from "../../../commands/compose/project";
import { command } from "../../../commands/verbs/compose";
import { format } from "../../../language/diagnostics/diagnostic";
import { readDeployments } from "../../../manifest/deployments";
import { inProject, SETTINGS } from "../../manifest/project";
import { DEPOT } from "./depot";

const ROOT = join(__dirname, "../../..");
const GOLDEN = join(__dirname, "depot.yaml");
const SCHEMA = JSON.parse(readFileSync(join(__dirname, "compose-spec.json"), "utf8"));
const { $schema, ...schema } = SCHEMA;
// Formats such as `duration` are not in ajv; strict mode refuses keywords that the schema has for editors.
const valid = new Ajv({ strict: false, validateFormats: false, allErrors: true }).compile(schema);

let said: string[];
let printed: string;
beforeEach(() => {
  said = [];
  printed = "";
  jest.spyOn(console, "error").mockImplementation((text) => void said.push(text));
  jest.spyOn(process.stdout, "write").mockImplementation((text) => {
    printed += text;
    return true;
  });
});
afterEach(() => jest.restoreAllMocks());

/** Runs `act` in a project with the depot, in which `.env` is ignored by git unless said otherwise. */
function inDepot(
  act: (compose: (...args: string[]) => void) => void,
  { ignored = ".env\n", manifest = DEPOT } = {},
): void {
  const before = process.cwd();
  inProject({ "drydock.yaml": SETTINGS, "deployments/depot.yaml": manifest, ".gitignore": ignored }, (root) => {
    execFileSync("git", ["init", "--quiet"], { cwd: root });
    process.chdir(root);
    try {
      act((...args) => void command().parse(["node", "drydock", ...args]));
    } finally {
      process.chdir(before);
    }
  });
}

describe("drydock compose", () => {
  it("prints a stack with all that a developer's computer can have", () => {
    inDepot((compose) => compose("depot-local"));
    if (process.env["UPDATE_GOLDEN"]) writeFileSync(GOLDEN, printed);
    expect(printed).toBe(readFileSync(GOLDEN, "utf8"));
    expect(valid(parse(printed)) ? [] : valid.errors).toEqual([]);
  });

  it("writes a file whose paths are seen from its folder, and overwrites what it wrote", () => {
    inDepot((compose) => {
      compose("depot-local", "--out", "local/compose.yaml");
      const { services } = parse(readFileSync("local/compose.yaml", "utf8"));
      expect(services.worker.build.context).toBe("../docker/worker");
      expect(services["aws-setup"].volumes).toEqual(["../emulator/make_resources.py:/make_resources.py:ro"]);
      expect(existsSync("local/.env")).toBe(true);
      compose("depot-local", "--out", "local/compose.yaml");
    });
    expect(printed).toBe("");
    expect(said[0]).toBe("Wrote local/compose.yaml. Start it: docker compose -f local/compose.yaml up --build");
  });

  it.each([
    ["changed by hand", (text: string) => text.replace("nginx:1.29", "nginx:1.30")],
    ["of somebody else's", () => "services: {}\n"],
  ])("does not overwrite a file %s, but by --force", (_, change) => {
    inDepot((compose) => {
      compose("depot-local", "--out", "compose.yaml");
      const made = readFileSync("compose.yaml", "utf8");
      writeFileSync("compose.yaml", change(made));
      expect(() => compose("depot-local", "--out", "compose.yaml")).toThrow(
        new UserError("compose.yaml was changed, or was not made by this command; say --force to overwrite it"),
      );
      expect(readFileSync("compose.yaml", "utf8")).toBe(change(made));
      compose("depot-local", "--out", "compose.yaml", "--force");
      expect(readFileSync("compose.yaml", "utf8")).toBe(made);
    });
  });

  it("names the environments there are", () => {
    inDepot((compose) =>
      expect(() => compose("depot-locl")).toThrow(/^There is no environment depot-locl; .*depot-local/),
    );
  });

  it("refuses an image that Compose would not build before those that begin with it", () => {
    const manifest = DEPOT.replace("${web.uri}", "${base.uri}").replace(
      "images:\n",
      "images:\n  base: { build: docker/base }\n",
    );
    inDepot(
      (compose) => expect(() => compose("depot-local")).toThrow(/^images.base is what another image begins with/),
      {
        manifest,
      },
    );
  });

  it("starts no task of a service that runs as a job only", () => {
    const manifest = DEPOT.replace("  worker:\n", "  worker:\n    scale: { exactly: 0 }\n");
    inDepot((compose) => compose("depot-local"), { manifest });
    const { services } = parse(printed);
    expect(services.worker.deploy.replicas).toBe(0);
    expect(services.web.deploy).not.toHaveProperty("replicas");
    expect(services["job-migrate"]).not.toHaveProperty("deploy");
    expect(valid(parse(printed)) ? [] : valid.errors).toEqual([]);
  });

  it("refuses two services of one name", () => {
    const manifest = DEPOT.replace("\n  redis: {", "\n  aws: {")
      .replaceAll("redis", "aws")
      .replace("engine: aws", "engine: redis");
    inDepot((compose) => expect(() => compose("depot-local")).toThrow(/two services called aws in Compose/), {
      manifest,
    });
  });
});

describe("the passwords", () => {
  const variables = (text: string) =>
    Object.fromEntries(
      text
        .trim()
        .split("\n")
        .map((line) => line.split("=") as [string, string]),
    );

  it("are made once, in a file for its owner alone, and in no other", () => {
    inDepot((compose) => {
      compose("depot-local");
      const first = readFileSync(".env", "utf8");
      const made = variables(first);
      expect(Object.keys(made)).toEqual([
        "DEPOT_LOCAL_MAIN_PASSWORD",
        "DEPOT_LOCAL_OTHER_PASSWORD",
        "DEPOT_LOCAL_REPORTS_PASSWORD",
        "DEPOT_LOCAL_ARCHIVES_PASSWORD",
        "DEPOT_LOCAL_CUSTOMERS_ACME_PASSWORD",
        "DEPOT_LOCAL_CUSTOMERS_BRAVO_TWO_PASSWORD",
        "DEPOT_LOCAL_APP_SALT",
        "DEPOT_LOCAL_APP_TOKEN",
      ]);
      const passwords = Object.values(made).filter((value) => value !== "");
      expect(new Set(passwords).size).toBe(7);
      for (const password of passwords) {
        expect(password).toMatch(/^[0-9a-f]{50}$/);
        expect(printed).not.toContain(password);
      }
      expect(statSync(".env").mode & 0o777).toBe(0o600);
      compose("depot-local");
      expect(readFileSync(".env", "utf8")).toBe(first);
    });
    expect(said[0]).toBe("Without a value in .env: DEPOT_LOCAL_APP_TOKEN");
  });

  it("come after what is in the file already", () => {
    inDepot((compose) => {
      writeFileSync(".env", "MINE=1\nDEPOT_LOCAL_APP_TOKEN=token");
      compose("depot-local");
      expect(readFileSync(".env", "utf8")).toMatch(/^MINE=1\nDEPOT_LOCAL_APP_TOKEN=token\nDEPOT_LOCAL_MAIN_PASSWORD=/);
    });
    expect(said).toEqual([]);
  });

  it("are not written where git would see them", () => {
    inDepot(
      (compose) => {
        expect(() => compose("depot-local", "--out", "compose.yaml")).toThrow(
          /and git does not ignore it; add .env to .gitignore$/,
        );
        expect([existsSync(".env"), existsSync("compose.yaml")]).toEqual([false, false]);
      },
      { ignored: "" },
    );
  });

  it("are ignored in this project", () => {
    expect(execFileSync("git", ["check-ignore", ".env"], { cwd: ROOT, encoding: "utf8" })).toBe(".env\n");
  });
});

describe.each([
  ["this project", ROOT],
  ["a project with everything", join(ROOT, "__tests__/fixtures/everything")],
])("every environment of %s", (_, root) => {
  const { systems, diagnostics } = readDeployments(root);
  const environments = systems.flatMap((system) => system.environments);

  it("has no problem", () => expect(diagnostics.map(format)).toEqual([]));

  it.each(environments.map((environment) => [`${environment.system}-${environment.name}`, environment] as const))(
    "is a valid Compose file: %s",
    (_, environment) => {
      const { project } = localStack(environment, (path) => `./${path}`);
      expect(valid(project) ? [] : valid.errors).toEqual([]);
      const names = Object.keys(project.services);
      for (const { depends_on = {}, network_mode, build } of Object.values(project.services)) {
        const contexts = Object.values(
          (build as { additional_contexts?: Record<string, string> })?.additional_contexts ?? {},
        );
        const hosts = [network_mode as string | undefined, ...contexts].flatMap(
          (host) => host?.replace("service:", "") ?? [],
        );
        expect(names).toEqual(expect.arrayContaining([...Object.keys(depends_on), ...hosts]));
      }
    },
  );
});
