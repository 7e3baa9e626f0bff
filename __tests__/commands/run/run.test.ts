import { command } from "../../../commands/verbs/run";
import { Project } from "../project";
import { FakeAws } from "./fake-aws";
import { MANIFEST } from "./manifest";

const environment = { ...process.env };
const NETWORK = {
  awsvpcConfiguration: { subnets: ["subnet-1"], securityGroups: ["sg-1"], assignPublicIp: "DISABLED" },
};
const TASK = "arn:aws:ecs:us-east-1:111122223333:task/shop-staging/0123abcd";

let aws: FakeAws;
let project: Project;
let printed: string;
let said: string;

/** What ECS shows at each look at a task, by the job's tag; the last one stays. */
let looks: Record<string, object[]>;

beforeEach(async () => {
  aws = new FakeAws();
  process.env = {
    AWS_ENDPOINT_URL: await aws.listen(),
    AWS_ACCESS_KEY_ID: "testing",
    AWS_SECRET_ACCESS_KEY: "testing",
  };
  project = new Project(MANIFEST);
  [printed, said] = ["", ""];
  jest.spyOn(process.stdout, "write").mockImplementation((text) => {
    printed += text;
    return true;
  });
  jest.spyOn(process.stderr, "write").mockImplementation((text) => {
    said += text;
    return true;
  });
  looks = {};
  let job = "";
  aws.answers = {
    DescribeServices: ({ services: [serviceName] }) => ({
      services: [{ serviceName, status: "ACTIVE", taskDefinition: `${serviceName}:7`, networkConfiguration: NETWORK }],
    }),
    DescribeTaskDefinition: ({ taskDefinition }) => ({ taskDefinition: definition(taskDefinition) }),
    RunTask: ({ tags }) => {
      job = tags[0].value;
      return { tasks: [{ taskArn: TASK, lastStatus: "PROVISIONING" }], failures: [] };
    },
    DescribeTasks: () => {
      const all = looks[job] ?? [ended(0)];
      return { tasks: [{ taskArn: TASK, ...(all.length > 1 ? all.shift() : all[0]) }] };
    },
    GetLogEvents: ({ nextToken = "0" }) => ({ events: [], nextForwardToken: nextToken }),
    StopTask: () => ({ task: { taskArn: TASK } }),
  };
});
afterEach(() => {
  aws.close();
  project.clear();
  process.env = environment;
  process.exitCode = undefined;
  jest.restoreAllMocks();
});

function definition(taskDefinitionArn: string): object {
  const names = taskDefinitionArn === "web:7" ? ["web"] : ["celery", "redis"];
  const containerDefinitions = names.map((name) => ({
    name,
    logConfiguration: {
      logDriver: "awslogs",
      options: { "awslogs-group": "/shop-staging/web", "awslogs-stream-prefix": name },
    },
  }));
  return { taskDefinitionArn, memory: "512", containerDefinitions };
}

const status = (lastStatus: string) => ({ lastStatus });
const ended = (exitCode: number, name = "web") => ({ lastStatus: "STOPPED", containers: [{ name, exitCode }] });

const run = (...words: string[]) => command(1).exitOverride().parseAsync(words, { from: "user" });
const commandsRun = () =>
  aws.inputs("RunTask").map(({ overrides }) => overrides.containerOverrides[0].command.join(" "));

test("runs a job in a task like the service's, on demand, with the job's command", async () => {
  await run("shop-staging", "migrate");
  expect(process.exitCode).toBeUndefined();
  expect(aws.inputs("RunTask")).toEqual([
    {
      clientToken: expect.any(String),
      cluster: "shop-staging",
      taskDefinition: "web:7",
      networkConfiguration: NETWORK,
      launchType: "FARGATE",
      startedBy: "drydock",
      enableECSManagedTags: true,
      propagateTags: "TASK_DEFINITION",
      tags: [{ key: "Job", value: "migrate" }],
      overrides: {
        containerOverrides: [{ name: "web", command: ["python", "manage.py", "migrate", "--no-input"] }],
      },
    },
  ]);
});

test("shows each new status once", async () => {
  looks["migrate"] = ["PROVISIONING", "PENDING", "PENDING", "RUNNING"].map(status).concat(ended(0));
  await run("shop-staging", "migrate");
  // How long it took depends on the machine.
  expect(said.replace(/after \d+ s/, "after N s")).toBe(
    "migrate: task 0123abcd, provisioning\nmigrate: pending\nmigrate: running\nmigrate: stopped\nmigrate: done after N s\n",
  );
});

test("prints the container's log while it is written, to its end", async () => {
  const written = ["Operations to perform:", "  Applying 0001... OK", "  Applying 0002... OK"];
  looks["migrate"] = [status("RUNNING"), ended(0)];
  let there = 0;
  aws.answers["GetLogEvents"] = ({ nextToken }) => {
    if (there === 0) {
      there = 1;
      return { __type: "ResourceNotFoundException", message: "The specified log stream does not exist." };
    }
    // An empty page with a new token comes before the last line.
    const pages: Record<string, object> = {
      undefined: { events: [{ message: written[0] }, { message: written[1] }], nextForwardToken: "a" },
      a: { events: [], nextForwardToken: "b" },
      b: { events: [{ message: written[2] }], nextForwardToken: "c" },
      c: { events: [], nextForwardToken: "c" },
    };
    return pages[String(nextToken)]!;
  };
  await run("shop-staging", "migrate");
  expect(printed).toBe(`${written.join("\n")}\n`);
  expect(aws.inputs("GetLogEvents")[0]).toEqual({
    logGroupName: "/shop-staging/web",
    logStreamName: "web/web/0123abcd",
    startFromHead: true,
  });
});

test("passes the container's exit code on", async () => {
  looks["migrate"] = [ended(3)];
  await run("shop-staging", "migrate");
  expect(process.exitCode).toBe(3);
  expect(said).toContain("migrate failed with exit code 3.\n");
});

test("says what killed a container that needed too much memory", async () => {
  const reason = "OutOfMemoryError: Container killed due to memory usage";
  looks["migrate"] = [{ lastStatus: "STOPPED", containers: [{ name: "web", exitCode: 137, reason }] }];
  await run("shop-staging", "migrate");
  expect(process.exitCode).toBe(137);
  expect(said).toContain(
    `migrate failed with exit code 137: it was killed because it needed more memory than the 512 MiB of its task; raise services.web.size.memory and deploy (${reason}).\n`,
  );
});

test("takes the container that the job names", async () => {
  looks["clean"] = [ended(0, "celery")];
  await run("shop-staging", "clean");
  expect(aws.inputs("RunTask")[0].overrides.containerOverrides).toEqual([{ name: "celery", command: ["clean"] }]);
});

describe("several jobs", () => {
  test("run one after the other", async () => {
    await run("shop-staging", "save-users", "migrate");
    expect(commandsRun()).toEqual(["python manage.py save_users", "python manage.py migrate --no-input"]);
    const calls = aws.asked.map(([call]) => call);
    expect(calls.lastIndexOf("RunTask")).toBeGreaterThan(calls.indexOf("DescribeTasks"));
  });

  test("end at the first that fails, and it is said how to go on", async () => {
    looks["init-roles"] = [ended(4)];
    await run("shop-staging", "migrate", "init-roles", "save-users");
    expect(process.exitCode).toBe(4);
    expect(commandsRun()).toHaveLength(2);
    expect(said).toContain(
      "init-roles failed with exit code 4.\nDone before it: migrate.\n" +
        "Go on with: npx drydock run shop-staging init-roles save-users\n",
    );
  });
});

describe("--init", () => {
  test("runs the jobs of `init` in their order", async () => {
    await run("shop-staging", "--init");
    expect(aws.inputs("RunTask").map(({ tags }) => tags[0].value)).toEqual(["migrate", "init-roles", "save-users"]);
  });

  test("ends at the first that fails, and says what is done and how to go on", async () => {
    looks["init-roles"] = [ended(1)];
    await run("shop-staging", "--init");
    expect(process.exitCode).toBe(1);
    expect(commandsRun()).toHaveLength(2);
    expect(said).toContain(
      "init-roles failed with exit code 1.\nDone before it: migrate.\n" +
        "Go on with: npx drydock run shop-staging --init --from init-roles\n",
    );
  });

  test("goes on where --from says", async () => {
    await run("shop-staging", "--init", "--from", "init-roles");
    expect(aws.inputs("RunTask").map(({ tags }) => tags[0].value)).toEqual(["init-roles", "save-users"]);
  });
});

test("runs a command that is no job, its options included", async () => {
  await run("shop-staging", "--service", "web", "--", "python", "manage.py", "showmigrations", "--list");
  expect(commandsRun()).toEqual(["python manage.py showmigrations --list"]);
  expect(aws.inputs("RunTask")[0].tags).toEqual([{ key: "Job", value: "command" }]);
});

test("runs a command in the container that is named", async () => {
  looks["command"] = [ended(0, "redis")];
  await run("shop-staging", "--service", "worker", "--container", "redis", "--", "redis-cli", "ping");
  expect(aws.inputs("RunTask")[0].overrides.containerOverrides[0].name).toBe("redis");
});

describe("refuses, before anything is asked of AWS,", () => {
  afterEach(() => expect(aws.asked).toEqual([]));

  test.each([
    [["shop-stagin", "migrate"], "There is no environment shop-stagin; did you mean `shop-staging`?"],
    [["shop-staging", "migrat"], "shop-staging has no job migrat; did you mean `migrate`?"],
    [["shop-staging", "migrate", "toString"], "shop-staging has no job toString; choose migrate,"],
    [["shop-staging"], "Say what to run: a job of shop-staging (migrate, init-roles, save-users, clean), --init,"],
    [["shop-empty", "--init"], "shop-empty has no `init`"],
    [["shop-staging", "--init", "migrate"], "--init runs the jobs of `init`"],
    [["shop-staging", "--init", "--service", "web"], "--init and --service do not go together"],
    [["shop-staging", "--from", "migrate"], "--from says where --init goes on; add --init."],
    [["shop-staging", "--init", "--from", "clean"], "`init` of shop-staging has no job clean; choose migrate,"],
    [["shop-staging", "--container", "web", "migrate"], "--container goes with --service"],
    [["shop-staging", "--service", "web"], "--service needs a command, after --"],
    [["shop-staging", "--service", "wev", "ls"], "shop-staging has no service wev; did you mean `web`?"],
    [["shop-staging", "--service", "cruncher", "ls"], "Service cruncher runs on the capacity large, and `run` starts"],
    [["shop-staging", "--service", "worker", "ls"], "Service worker has several containers: name one with --container"],
    [
      ["shop-staging", "--service", "worker", "--container", "celary", "ls"],
      "Service worker has no container celary; did you mean `celery`?",
    ],
  ])("%j", async (words, message) => {
    await expect(run(...words)).rejects.toMatchObject({ message: expect.stringContaining(message), exitCode: 2 });
  });
});

describe("says what is wrong", () => {
  afterEach(() => expect(aws.inputs("StopTask")).toEqual([]));

  test("when the service is not deployed", async () => {
    aws.answers["DescribeServices"] = () => ({ services: [{ serviceName: "web", status: "INACTIVE" }] });
    await expect(run("shop-staging", "migrate")).rejects.toThrow(
      "Cluster shop-staging in us-east-1 has no active service web: deploy shop-staging-service first.",
    );
  });

  test("when the cluster is not there", async () => {
    aws.answers["DescribeServices"] = () => ({ __type: "ClusterNotFoundException", message: "Cluster not found." });
    await expect(run("shop-staging", "migrate")).rejects.toThrow(
      "ECS in us-east-1: ClusterNotFoundException: Cluster not found.",
    );
  });

  test("when the deployed task is older than the manifest", async () => {
    aws.answers["DescribeTaskDefinition"] = () => ({ taskDefinition: { containerDefinitions: [{ name: "old" }] } });
    await expect(run("shop-staging", "migrate")).rejects.toThrow("The deployed task of web has no container web:");
  });

  test("when ECS starts no task", async () => {
    aws.answers["RunTask"] = () => ({ failures: [{ reason: "Capacity is unavailable at this time" }] });
    await expect(run("shop-staging", "migrate")).rejects.toThrow(
      "ECS started no task for migrate: Capacity is unavailable at this time.",
    );
  });

  test("when the task could not start, and how to go on", async () => {
    const stoppedReason = "CannotPullContainerError: pull image manifest has been retried 1 time(s): not found";
    looks["init-roles"] = [{ lastStatus: "STOPPED", stoppedReason, containers: [{ name: "web" }] }];
    await expect(run("shop-staging", "--init")).rejects.toThrow(
      `init-roles did not run: its image could not be pulled; deploy shop-images, or pin a tag that is in the registry (${stoppedReason}).\n` +
        "Done before it: migrate.\nGo on with: npx drydock run shop-staging --init --from init-roles",
    );
  });

  test("when the session has ended", async () => {
    aws.answers["RunTask"] = () => ({ __type: "ExpiredTokenException", message: "token is expired" });
    await expect(run("shop-staging", "migrate")).rejects.toThrow(
      "No valid AWS credentials (token is expired): log in with `npx drydock login`.",
    );
  });

  test("when it loses sight of a task that runs on", async () => {
    aws.answers["DescribeTasks"] = () => ({ __type: "AccessDeniedException", message: "not allowed" });
    await expect(run("shop-staging", "migrate")).rejects.toThrow(
      "Lost sight of the task, which runs on: AWS in us-east-1: AccessDeniedException: not allowed\n" +
        `See it with aws ecs describe-tasks --region us-east-1 --cluster shop-staging --tasks ${TASK}`,
    );
  });
});

describe("Ctrl-C", () => {
  /** Presses it once, when a call arrives. */
  function pressAt(call: string): void {
    const answer = aws.answers[call]!;
    aws.answers[call] = (input) => {
      aws.answers[call] = answer;
      process.emit("SIGINT");
      return answer(input);
    };
  }

  test.each(["RunTask", "DescribeTasks", "GetLogEvents"])(
    "during %s stops the task and starts no other",
    async (call) => {
      looks["migrate"] = [status("RUNNING")];
      pressAt(call);
      await expect(run("shop-staging", "--init")).rejects.toMatchObject({ name: "Interrupted" });
      expect(aws.inputs("StopTask")).toEqual([
        { cluster: "shop-staging", task: TASK, reason: "Interrupted in drydock run" },
      ]);
      expect(aws.inputs("RunTask")).toHaveLength(1);
    },
  );

  test("before there is a task starts none", async () => {
    pressAt("DescribeTaskDefinition");
    await expect(run("shop-staging", "migrate")).rejects.toMatchObject({ name: "Interrupted" });
    expect(aws.inputs("RunTask")).toEqual([]);
  });

  test("tells how to stop a task that could not be stopped", async () => {
    looks["migrate"] = [status("RUNNING")];
    aws.answers["StopTask"] = () => ({ __type: "AccessDeniedException", message: "not allowed" });
    pressAt("DescribeTasks");
    await expect(run("shop-staging", "migrate")).rejects.toThrow(
      `aws ecs stop-task --region us-east-1 --cluster shop-staging --task ${TASK}`,
    );
  });

  test("is left to others when all is over", async () => {
    const before = process.listenerCount("SIGINT");
    await run("shop-staging", "migrate");
    expect(process.listenerCount("SIGINT")).toBe(before);
  });
});

test("shows examples", () => {
  const help: string[] = [];
  command()
    .configureOutput({ writeOut: (part) => help.push(part) })
    .outputHelp();
  expect(help.join("")).toContain("$ npx drydock run idmcdb-staging --init --from init-roles\n");
});
