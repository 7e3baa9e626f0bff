import { type ChildProcess, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { CreateTableCommand, DynamoDBClient, PutItemCommand, ScanCommand } from "@aws-sdk/client-dynamodb";
import {
  CreateBucketCommand,
  ListObjectsV2Command,
  PutBucketVersioningCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { command } from "../../../commands/verbs/unlock";
import { ACCOUNT, describeEmulated, type Emulator, startEmulator } from "../../emulator/emulator";
import { Project } from "../project";

const MANIFEST = `
system: shop
region: us-east-1
environments: { test: { disposable: true }, prod: {} }
`;
const TABLE = "shop-locks";
const ID = "3f0c2c9e-0000-4000-8000-000000000001";

describeEmulated("drydock unlock", () => {
  const environment = { ...process.env };
  const { isTTY } = process.stdin;
  let emulator: Emulator;
  let s3: S3Client;
  let dynamodb: DynamoDBClient;
  let project: Project;
  let output: string;
  let bucket: string;
  let account = Number(ACCOUNT);

  beforeAll(async () => {
    emulator = await startEmulator();
    process.env["AWS_ENDPOINT_URL"] = emulator.endpoint;
    process.env["AWS_SECRET_ACCESS_KEY"] = "rehearsal";
  }, 300_000);
  afterAll(async () => {
    process.env = environment;
    await emulator.stop();
  });

  // An account and a bucket of its own for each test.
  beforeEach(async () => {
    account += 1;
    process.env["AWS_ACCESS_KEY_ID"] = String(account);
    process.stdin.isTTY = false;
    s3 = new S3Client({ ...emulator.client(String(account)), forcePathStyle: true });
    dynamodb = new DynamoDBClient(emulator.client(String(account)));
    project = new Project(MANIFEST);
    output = "";
    jest.spyOn(console, "log").mockImplementation((line) => {
      output += `${line}\n`;
    });
    bucket = `shop-states-${account}`;
    writeFileSync(
      join(project.folder, "drydock.yaml"),
      `state: { bucket: ${bucket}, table: ${TABLE}, region: us-east-1 }\n`,
    );
    await s3.send(new CreateBucketCommand({ Bucket: bucket }));
    await s3.send(new PutBucketVersioningCommand({ Bucket: bucket, VersioningConfiguration: { Status: "Enabled" } }));
    await dynamodb.send(
      new CreateTableCommand({
        TableName: TABLE,
        BillingMode: "PAY_PER_REQUEST",
        KeySchema: [{ AttributeName: "LockID", KeyType: "HASH" }],
        AttributeDefinitions: [{ AttributeName: "LockID", AttributeType: "S" }],
      }),
    );
  });
  afterEach(async () => {
    process.stdin.isTTY = isTTY;
    project.clear();
    jest.restoreAllMocks();
    s3.destroy();
    dynamodb.destroy();
  });

  const unlock = (...words: string[]) => command().exitOverride().parseAsync(words, { from: "user" });
  const objects = () => s3.send(new ListObjectsV2Command({ Bucket: bucket }));
  const keys = async () => ((await objects()).Contents ?? []).map(({ Key }) => Key);
  const items = async () =>
    ((await dynamodb.send(new ScanCommand({ TableName: TABLE }))).Items ?? []).map(({ LockID }) => LockID!.S);
  const info = (who = `root@${hostname()}`, id = ID) =>
    JSON.stringify({ ID: id, Operation: "OperationTypeApply", Who: who, Version: "1.11.4", Created: new Date() });
  const put = (key: string, body: string) => s3.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: body }));
  const item = (id: string, attribute: string, value: string) =>
    dynamodb.send(
      new PutItemCommand({ TableName: TABLE, Item: { LockID: { S: `${bucket}/${id}` }, [attribute]: { S: value } } }),
    );
  const DATA = "shop/test/data.tfstate";

  async function lock(key: string, text = info(), halves = ["file", "item"]): Promise<void> {
    if (halves.includes("file")) await put(`${key}.tflock`, text);
    if (halves.includes("item")) await item(key, "Info", text);
  }

  async function expectNoLock(): Promise<void> {
    expect(await keys()).not.toContainEqual(expect.stringContaining("tflock"));
    expect(await items()).not.toContain(`${bucket}/${DATA}`);
  }

  it("says that nothing is locked where nothing is", async () => {
    await unlock("shop-test");
    expect(output).toBe("No state of shop-test is locked, and every digest is that of its state.\n");
  });

  it.each([
    ["both locks", ["file", "item"], "locked since"],
    ["the lock file alone", ["file"], "locked, by its lock file only (half a lock) since"],
    ["the item alone", ["item"], "locked, by its table item only (half a lock) since"],
  ])("says who held a lock, and removes %s of a process that has ended", async (_what, halves, words) => {
    await lock(DATA, info(), halves);
    await unlock("shop-test", "--yes");
    expect(output).toContain(`shop-test-data: ${words}`);
    expect(output).toMatch(new RegExp(`by root@${hostname()} for apply, lock ${ID}; its process was on this machine`));
    expect(output).toContain("npx drydock orphans shop-test");
    await expectNoLock();
  });

  it("removes nothing without being asked to", async () => {
    await lock(DATA);
    await expect(unlock("shop-test")).rejects.toMatchObject({
      exitCode: 2,
      message: /then: npx drydock unlock shop-test --yes$/,
    });
    expect(await items()).toContain(`${bucket}/${DATA}`);
    expect(await keys()).toContain(`${DATA}.tflock`);
  });

  it("removes the lock of another machine only by its id", async () => {
    await lock(DATA, info("root@elsewhere"));
    await expect(unlock("shop-test", "--yes")).rejects.toThrow(
      `if you know that it has ended: npx drydock unlock shop-test --yes --lock-id ${ID}`,
    );
    expect(await keys()).toContain(`${DATA}.tflock`);
    await expect(unlock("shop-test", "--yes", "--lock-id", "another")).rejects.toThrow("Nothing was removed");
    await unlock("shop-test", "--yes", "--lock-id", ID);
    await expectNoLock();
  });

  it("tells two locks that are not one apart", async () => {
    await lock(DATA, info("root@elsewhere"), ["file"]);
    await lock(DATA, info(`root@${hostname()}`, "another"), ["item"]);
    await expect(unlock("shop-test", "--yes")).rejects.toThrow("Nothing was removed");
    expect(output).toContain("whether its process still works can only be seen on elsewhere");
    expect(output).toContain("its process was on this machine and has ended");
  });

  it("unlocks the layers that the system shares, and the stack of all states", async () => {
    await lock("shop/registry.tfstate");
    await lock("state.tfstate");
    await unlock("shop-test", "--yes");
    expect(output).toContain("shop-registry: unlocked");
    expect(await keys()).toEqual(["state.tfstate.tflock"]);
    await unlock("state", "--yes");
    expect(await keys()).toEqual([]);
    expect(output).toContain("Go on: npx drydock bootstrap");
  });

  it("prints JSON, and removes nothing then", async () => {
    await lock(DATA);
    await unlock("shop-test", "--json");
    const data = JSON.parse(output).find(({ stack }: { stack: string }) => stack === "shop-test-data");
    expect(data.locks).toMatchObject([
      { kind: "lock file", id: ID, operation: "apply", holder: { state: "ended" } },
      { kind: "table item", id: ID, holder: { state: "ended" } },
    ]);
    expect(await keys()).toContain(`${DATA}.tflock`);
  });

  describe("while the holder works", () => {
    let child: ChildProcess;

    /** A process that is called terraform, in the folder of a stack. */
    async function work(folder: string): Promise<void> {
      mkdirSync(folder, { recursive: true });
      symlinkSync("/bin/sleep", join(project.folder, "terraform"));
      child = spawn(join(project.folder, "terraform"), ["60"], { cwd: folder });
      await new Promise((resolve) => child.once("spawn", resolve));
      await sleep(50);
    }
    afterEach(() => child.kill("SIGKILL"));

    it.each([
      [
        "whose init has settled on the state",
        ".terraform/terraform.tfstate",
        (s3: object) => ({ backend: { config: s3 } }),
      ],
      ["that moves a state there", "cdk.tf.json", (s3: object) => ({ terraform: { backend: { s3 } } })],
    ])("refuses for a Terraform %s", async (_what, file, content) => {
      const folder = join(project.folder, "stack");
      await work(folder);
      mkdirSync(join(folder, ".terraform"));
      writeFileSync(join(folder, file), JSON.stringify(content({ bucket: bucket, key: DATA })));
      await lock(DATA);
      await expect(unlock("shop-test", "--yes")).rejects.toThrow(
        `process ${child.pid} still works on shop-test-data. Wait until it has ended, or ask it to end (kill -INT ${child.pid}); then: npx drydock unlock shop-test`,
      );
      expect(await keys()).toContain(`${DATA}.tflock`);
    });

    it("takes a Terraform of another stack for another", async () => {
      const folder = join(project.folder, "stack");
      await work(folder);
      writeFileSync(
        join(folder, "cdk.tf.json"),
        JSON.stringify({ terraform: { backend: { s3: { bucket: bucket, key: "shop/test/network.tfstate" } } } }),
      );
      await lock(DATA);
      await unlock("shop-test", "--yes");
      await expectNoLock();
    });
  });

  describe("where digest and state differ", () => {
    const md5 = (text: string) => createHash("md5").update(text).digest("hex");
    const digest = async () =>
      ((await dynamodb.send(new ScanCommand({ TableName: TABLE }))).Items ?? []).find(({ LockID }) =>
        LockID!.S!.endsWith("-md5"),
      )?.["Digest"]?.S;

    it("says that the state is newer, and mends the digest only when asked", async () => {
      await put(DATA, "old");
      await item(`${DATA}-md5`, "Digest", md5("old"));
      await put(DATA, "new");
      await expect(unlock("shop-test", "--yes")).rejects.toThrow("npx drydock unlock shop-test --repair-digest");
      expect(output).toMatch(/the state, of .*, is newer than the digest/);
      expect(await digest()).toBe(md5("old"));
      await unlock("shop-test", "--yes", "--repair-digest");
      expect(await digest()).toBe(md5("new"));
    });

    it("mends the digest with the lock where both were left by what was killed", async () => {
      await put(DATA, "old");
      await item(`${DATA}-md5`, "Digest", md5("old"));
      await put(DATA, "new");
      await lock(DATA);
      await unlock("shop-test", "--yes");
      expect(output).toContain("shop-test-data: the digest is that of the state");
      expect(await digest()).toBe(md5("new"));
      await expectNoLock();
    });

    it("warns of a state that was changed by hand", async () => {
      await put(DATA, "by hand");
      await item(`${DATA}-md5`, "Digest", md5("what was expected"));
      await expect(unlock("shop-test", "--yes")).rejects.toThrow("--repair-digest");
      expect(output).toContain("was changed by hand, or its versions have expired");
    });

    it("forgets the digest of a state that is gone", async () => {
      await item(`${DATA}-md5`, "Digest", md5("gone"));
      await unlock("shop-test", "--yes", "--repair-digest");
      expect(await digest()).toBeUndefined();
    });
  });

  it("says what to do where there is no bucket yet", async () => {
    writeFileSync(
      join(project.folder, "drydock.yaml"),
      "state: { bucket: no-such-states, table: shop-locks, region: us-east-1 }\n",
    );
    await expect(unlock("shop-test")).rejects.toThrow("make it with npx drydock bootstrap");
  });
});
