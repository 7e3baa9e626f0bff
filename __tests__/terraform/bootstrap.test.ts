import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DeleteItemCommand, DescribeTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DeleteObjectCommand, GetObjectCommand, HeadObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { App } from "cdktf";
import { type Configuration, readConfiguration } from "../../commands/base/synthesized";
import { bringUpStateStack } from "../../commands/bootstrap/state-stack";
import { Processes } from "../../commands/process/processes";
import { accountVariables, cleanVariables, clientSettings } from "../../commands/rehearse/account";
import { startEmulator } from "../../commands/rehearse/emulator";
import { writeOverride } from "../../commands/rehearse/override";
import { countChanges, type Plan } from "../../commands/terraform/plan";
import { type SharedProvider, startSharedProvider } from "../../commands/terraform/shared-provider";
import { Terraform } from "../../commands/terraform/terraform";
import { StateLayer } from "../../stacks/state";
import { type Asked, FaultProxy } from "../fault-proxy";
import { describeWithTerraform, terraform as installation, ROOT } from "./installed";

const ACCOUNT = "111111111111";
const REGION = "us-west-2";
const KEY = "state.tfstate";

/** The project's own state stack, without the lifecycle rules: the provider waits 50 s for those. */
function stateStack(bucket: string, table: string): Configuration {
  const outdir = mkdtempSync(join(tmpdir(), "drydock-state-"));
  const app = new App({ outdir });
  new StateLayer(app, { state: { bucket, table, region: REGION } });
  app.synth();
  const { resource, ...rest } = readConfiguration(join(outdir, "stacks", "state"));
  rmSync(outdir, { recursive: true });
  const { aws_s3_bucket_lifecycle_configuration: _, ...quick } = resource!;
  return { ...rest, resource: quick };
}

describeWithTerraform("the bootstrap", () => {
  const folder = mkdtempSync(join(tmpdir(), "drydock-bootstrap-"));
  const processes = new Processes({ watched: true });
  let provider: SharedProvider;
  let proxy: FaultProxy;
  let variables: Record<string, string | undefined>;
  let s3: S3Client;
  let dynamodb: DynamoDBClient;

  beforeAll(async () => {
    const own = cleanVariables(process.env);
    const emulator = await startEmulator({ root: ROOT, folder, processes, variables: own });
    proxy = new FaultProxy(emulator.endpoint);
    await proxy.start();
    const account = { ...own, ...accountVariables(proxy, ACCOUNT, REGION) };
    provider = await startSharedProvider(installation, processes, account);
    variables = { ...account, ...installation.variables, ...provider.variables };
    const settings = clientSettings(emulator, ACCOUNT, REGION); // Not by the proxy.
    s3 = new S3Client({ ...settings, forcePathStyle: true });
    dynamodb = new DynamoDBClient(settings);
  }, 600_000);

  afterAll(async () => {
    await processes.stop();
    await proxy.stop();
    rmSync(folder, { recursive: true });
  });

  /** One operator's folder for the state stack. */
  class Operator {
    readonly folder: string;
    readonly terraform: Terraform;
    readonly place: { readonly bucket: string; readonly table: string };
    /** What the bootstrap said of the locks that it removed. */
    readonly unlocked: string[] = [];

    constructor(readonly name: string) {
      this.folder = join(folder, name);
      this.place = { bucket: `${name}-states`, table: `${name}-locks` };
      mkdirSync(this.folder);
      const configuration = stateStack(this.place.bucket, this.place.table);
      writeFileSync(join(this.folder, "cdk.tf.json"), JSON.stringify(configuration));
      writeOverride(this.folder, readConfiguration(this.folder));
      const log = join(this.folder, "terraform.log");
      this.terraform = new Terraform({ stack: "state", folder: this.folder, variables, processes, log });
    }

    /** Runs the bootstrap and returns what it planned; nothing if there was nothing to change and so nothing to ask. */
    async bootstrap(terraform = this.terraform): Promise<Plan | undefined> {
      const plans: Plan[] = [];
      const confirmUnlock = async (words: string) => void this.unlocked.push(words);
      const confirm = async (file: string) => void plans.push(JSON.parse(await terraform.showPlan(file)) as Plan);
      await bringUpStateStack({
        folder: this.folder,
        terraform,
        clients: { s3, dynamodb },
        place: this.place,
        confirm,
        confirmUnlock,
      });
      return plans[0];
    }

    /** Runs the bootstrap, but crashes when everything is made and the state is not in the bucket yet. */
    async crash(): Promise<void> {
      const apply = async (file: string) => {
        await this.terraform.apply(file);
        throw new Error("crash");
      };
      const terraform = Object.create(this.terraform, { apply: { value: apply } }) as Terraform;
      await expect(this.bootstrap(terraform)).rejects.toThrow("crash");
      expect(existsSync(this.localState)).toBe(true);
    }

    get localState(): string {
      return join(this.folder, "terraform.tfstate");
    }

    /** Runs Terraform by hand. */
    async run(...args: string[]): Promise<void> {
      const outcome = await processes.run({ file: "terraform", args, folder: this.folder, variables });
      expect(outcome).toMatchObject({ exitCode: 0, stderr: "" });
    }

    /** What tells this table from one that was made again. */
    async tableId(): Promise<string | undefined> {
      return (await dynamodb.send(new DescribeTableCommand({ TableName: this.place.table }))).Table?.TableId;
    }

    /** The state in the bucket. */
    async stored(): Promise<string> {
      const { Body } = await s3.send(new GetObjectCommand({ Bucket: this.place.bucket, Key: KEY }));
      return Body!.transformToString();
    }

    async expectStateInBucket(): Promise<void> {
      await s3.send(new HeadObjectCommand({ Bucket: this.place.bucket, Key: KEY }));
      expect(existsSync(this.localState)).toBe(false);
      expect(await this.terraform.plan("after.tfplan")).toBe(false);
    }
  }

  describe("from nothing", () => {
    let operator: Operator;

    it("makes everything and keeps its state in its own bucket", async () => {
      operator = new Operator("fresh");
      const plan = await operator.bootstrap();
      expect(countChanges(plan!)).toEqual({ added: 7, changed: 0, destroyed: 0 });
      await operator.expectStateInBucket();
    }, 600_000);

    it("changes nothing when it runs again", async () => {
      expect(await operator.bootstrap()).toBeUndefined();
      await operator.expectStateInBucket();
    }, 600_000);

    it("takes in what is there when every state is lost, and makes nothing again", async () => {
      const table = await operator.tableId();
      await s3.send(new DeleteObjectCommand({ Bucket: operator.place.bucket, Key: KEY }));
      const plan = await operator.bootstrap();
      expect(countChanges(plan!)).toMatchObject({ added: 0, destroyed: 0 });
      expect(await operator.tableId()).toBe(table);
      await operator.expectStateInBucket();
    }, 600_000);
  });

  describe("a run that was killed", () => {
    let operator: Operator;
    let table: string | undefined;
    let state: string;

    beforeAll(async () => {
      operator = new Operator("killed");
      await operator.bootstrap();
      table = await operator.tableId();
      state = await operator.stored();
    }, 600_000);
    afterEach(() => {
      proxy.fault = () => undefined;
    });

    /** Runs the bootstrap again: it must end well, and everything must be what it was. */
    async function expectContinued(): Promise<void> {
      const plan = await operator.bootstrap();
      expect(countChanges(plan ?? {})).toMatchObject({ added: 0, destroyed: 0 });
      expect(await operator.tableId()).toBe(table);
      await operator.expectStateInBucket();
    }

    /** Everything is made, and the state is local still. */
    async function notMoved(): Promise<void> {
      writeFileSync(operator.localState, state);
      const { bucket: Bucket, table: TableName } = operator.place;
      await s3.send(new DeleteObjectCommand({ Bucket, Key: KEY }));
      await dynamodb.send(new DeleteItemCommand({ TableName, Key: { LockID: { S: `${Bucket}/${KEY}-md5` } } }));
    }

    it("after the state had arrived in the bucket leaves a local one beside it, which stops nobody", async () => {
      writeFileSync(operator.localState, state);
      await expectContinued();
    }, 600_000);

    it.each([
      ["cut off in the middle", () => state.slice(0, state.length / 2)],
      ["empty", () => ""],
    ])(
      "while the local state was written leaves it %s, and everything is taken in from AWS",
      async (_how, text) => {
        await notMoved();
        writeFileSync(operator.localState, text());
        await expectContinued();
      },
      600_000,
    );

    it("while init wrote down its backend leaves that cut off", async () => {
      writeFileSync(join(operator.folder, ".terraform", "terraform.tfstate"), '{"version": 3, "backe');
      await expectContinued();
    }, 600_000);

    const isPut = ({ method, path }: Asked, key: string) =>
      method === "PUT" && path.startsWith(`/killed-states/${key}?`);
    const isItem = ({ headers, body }: Asked, verb: string, id: string) =>
      String(headers["x-amz-target"]).endsWith(`.${verb}`) && body.includes(`killed-states/${id}"`);
    /** The writes of `terraform init -migrate-state`, in their order. */
    const MOVE: readonly [string, (asked: Asked) => boolean][] = [
      ["the lock file", (asked) => isPut(asked, `${KEY}.tflock`)],
      ["the table's item", (asked) => isItem(asked, "PutItem", KEY)],
      ["the state", (asked) => isPut(asked, KEY)],
      ["the digest", (asked) => isItem(asked, "PutItem", `${KEY}-md5`)],
      ["the end of the lock file", ({ method, path }) => method === "DELETE" && path.includes(`${KEY}.tflock`)],
      ["the end of the table's item", (asked) => isItem(asked, "DeleteItem", KEY)],
    ];

    // Before a write is after the one before it.
    it.each([["before", ...MOVE[0]!] as const, ...MOVE.map(([what, when]) => ["after", what, when] as const)])(
      "while the state moved into the bucket, %s %s was written, is continued",
      async (order, _what, when) => {
        await notMoved();
        const running = new Processes({ watched: true });
        let killed = 0;
        proxy.fault = (asked) => {
          if (killed > 0 || !when(asked)) return undefined;
          killed += 1;
          if (order === "before") running.kill();
          return order === "before" ? "drop" : "lose answer";
        };
        // "lose answer" has come to AWS by the time the connection is reset.
        const socketsReset = setInterval(() => killed > 0 && order === "after" && running.kill(), 1);
        const terraform = new Terraform({
          stack: "state",
          folder: operator.folder,
          variables,
          processes: running,
          log: join(operator.folder, "terraform.log"),
        });
        await expect(operator.bootstrap(terraform)).rejects.toThrow("terraform init failed in state");
        clearInterval(socketsReset);
        await running.stop();
        expect(killed).toBe(1);
        await expectContinued();
      },
      600_000,
    );
  });

  it("continues from the local state of a run that crashed, also where that state knows too little", async () => {
    const operator = new Operator("crashed");
    await operator.crash();
    const table = await operator.tableId();
    await operator.run("taint", "aws_dynamodb_table.locks_table");
    await operator.run("state", "rm", "aws_s3_bucket_policy.states_policy");
    const plan = await operator.bootstrap();
    expect(countChanges(plan!)).toMatchObject({ added: 0, destroyed: 0 });
    expect(await operator.tableId()).toBe(table);
    await operator.expectStateInBucket();
  }, 600_000);
});
