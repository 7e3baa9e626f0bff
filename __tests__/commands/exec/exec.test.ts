import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { command } from "../../../commands/verbs/exec";
import { FakeAws } from "../run/fake-aws";

const environment = { ...process.env };

let ecs: FakeAws;
let endpoint: string;
let folder: string;

beforeAll(async () => {
  ecs = new FakeAws();
  endpoint = await ecs.listen();
});
afterAll(() => ecs.close());

function container(name: string): object {
  return { name, managedAgents: [{ name: "ExecuteCommandAgent", lastStatus: "RUNNING" }] };
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "exec-"));
  program("session-manager-plugin", "exit 0");
  program("aws", `printf '%s\\n' "$@" > "${folder}/arguments"; exit "\${AWS_EXIT:-0}"`);
  process.env = {
    PATH: folder,
    HOME: folder,
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: "testing",
    AWS_SECRET_ACCESS_KEY: "testing",
  };
  ecs.asked.length = 0;
  ecs.answers = {
    DescribeServices: () => ({ services: [{ serviceName: "ps", status: "ACTIVE", enableExecuteCommand: true }] }),
    ListTasks: () => ({ taskArns: ["task/old", "task/new", "task/coming"] }),
    DescribeTasks: () => ({
      tasks: [task("task/old", 100), task("task/new", 200), { ...task("task/coming", 300), lastStatus: "PENDING" }],
    }),
    DescribeTaskDefinition: () => ({ taskDefinition: { taskRoleArn: "arn:role", containerDefinitions: [] } }),
  };
});
afterEach(() => {
  process.env = environment;
  process.exitCode = undefined;
  rmSync(folder, { recursive: true });
});

function task(taskArn: string, startedAt: number): object {
  const containers = ["redis", "ps-server", "ps-web", "ps-nginx"].map(container);
  return {
    taskArn,
    startedAt,
    lastStatus: "RUNNING",
    enableExecuteCommand: true,
    taskDefinitionArn: "task:1",
    containers,
  };
}

function program(name: string, script: string): void {
  writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`);
  chmodSync(join(folder, name), 0o755);
}

const exec = (...words: string[]) => command().parseAsync(words, { from: "user" });
const called = () => readFileSync(join(folder, "arguments"), "utf8").trim().split("\n");

test("opens a shell in the newest running task, in the region of the manifest", async () => {
  await exec("sliderule-test", "ps", "--container", "ps-web");
  expect(called()).toEqual([
    ...["ecs", "execute-command", "--region", "us-west-2", "--cluster", "sliderule-test", "--task", "task/new"],
    ...["--container", "ps-web", "--interactive", "--command", "/bin/sh"],
  ]);
  expect(ecs.asked).toEqual([
    ["DescribeServices", { cluster: "sliderule-test", services: ["ps"] }],
    ["ListTasks", { cluster: "sliderule-test", serviceName: "ps" }],
    ["DescribeTasks", { cluster: "sliderule-test", tasks: ["task/old", "task/new", "task/coming"] }],
    ["DescribeTaskDefinition", { taskDefinition: "task:1" }],
  ]);
});

test("runs a command as another user, options of the command included", async () => {
  await exec(
    "sliderule-test",
    "ps",
    "--container",
    "ps-web",
    "--user",
    "reg_user",
    "--",
    "python",
    "manage.py",
    "--help",
  );
  expect(called().at(-1)).toBe("su reg_user -c 'python manage.py --help'");
});

test.each([0, 1, 254])("passes exit code %d of the AWS CLI on", async (code) => {
  process.env["AWS_EXIT"] = String(code);
  await exec("sliderule-test", "ps", "--container", "ps-web");
  expect(process.exitCode).toBe(code);
});

test("passes a signal that ended the AWS CLI on as shells do", async () => {
  program("aws", "kill -TERM $$");
  await exec("sliderule-test", "ps", "--container", "ps-web");
  expect(process.exitCode).toBe(143);
});

test.each([
  [[], "The task of ps has several containers: name one with --container redis, ps-server, ps-web or ps-nginx."],
  [["--container", "web"], "The task of ps has no container web: choose redis, ps-server, ps-web or ps-nginx."],
])("asks which of several containers with %j", async (options, message) => {
  await expect(exec("sliderule-test", "ps", ...options)).rejects.toThrow(message);
});

test("takes the container that is named like the service", async () => {
  ecs.answers["DescribeTasks"] = () => ({
    tasks: [{ ...task("t", 1), containers: [container("ps"), container("log")] }],
  });
  await exec("sliderule-test", "ps");
  expect(called()).toContain("ps");
});

test("takes the only container there is", async () => {
  ecs.answers["DescribeTasks"] = () => ({ tasks: [{ ...task("t", 1), containers: [container("main")] }] });
  await exec("sliderule-test", "ps");
  expect(called()).toContain("main");
});

describe("says what is missing, and starts nothing,", () => {
  afterEach(() => expect(() => called()).toThrow("ENOENT"));
  const session = () => exec("sliderule-test", "ps", "--container", "ps-web");

  test("without such an environment", async () => {
    await expect(exec("sliderule-tset", "ps")).rejects.toThrow(
      "There is no environment sliderule-tset; did you mean `sliderule-test`?",
    );
  });

  test("without such a service in the manifest", async () => {
    await expect(exec("sliderule-test", "web")).rejects.toThrow("sliderule-test has no service web; choose ps");
  });

  test("without the service in ECS", async () => {
    ecs.answers["DescribeServices"] = () => ({ services: [{ serviceName: "ps", status: "INACTIVE" }] });
    await expect(session()).rejects.toThrow("Cluster sliderule-test in us-west-2 has no active service ps");
  });

  test("without the cluster", async () => {
    ecs.answers["DescribeServices"] = () => ({ __type: "ClusterNotFoundException", message: "Cluster not found." });
    await expect(session()).rejects.toThrow("There is no cluster sliderule-test in us-west-2 of this account");
  });

  test("with a session that has ended", async () => {
    ecs.answers["DescribeServices"] = () => ({ __type: "ExpiredTokenException", message: "token is expired" });
    await expect(session()).rejects.toThrow(
      "No valid AWS credentials (token is expired): log in with `npx drydock login`.",
    );
  });

  test("with what else ECS refuses, in its words", async () => {
    ecs.answers["ListTasks"] = () => ({ __type: "AccessDeniedException", message: "not authorized to ecs:ListTasks" });
    await expect(session()).rejects.toThrow("ECS in us-west-2: AccessDeniedException: not authorized to ecs:ListTasks");
  });

  test.each([
    ["no task", { taskArns: [] }],
    ["a task that only starts", { taskArns: ["task/coming"] }],
  ])("with %s", async (_, listed) => {
    ecs.answers["ListTasks"] = () => listed;
    ecs.answers["DescribeTasks"] = () => ({ tasks: [{ ...task("task/coming", 1), lastStatus: "PENDING" }] });
    await expect(session()).rejects.toThrow("Service ps of cluster sliderule-test in us-west-2 has no running task");
  });

  test("in one sentence with everything that is", async () => {
    ecs.answers["DescribeServices"] = () => ({ services: [{ serviceName: "ps", status: "ACTIVE" }] });
    rmSync(join(folder, "session-manager-plugin"));
    await expect(session()).rejects.toThrow(
      /^No session in ps-web of sliderule-test is possible: ECS Exec is off for service ps .*; session-manager-plugin is not on PATH .*\.$/,
    );
  });
});

test("shows examples", () => {
  const help: string[] = [];
  command()
    .configureOutput({ writeOut: (part) => help.push(part) })
    .outputHelp();
  expect(help.join("")).toContain("$ npx drydock exec sliderule-test ps --container ps-web --user reg_user\n");
});
