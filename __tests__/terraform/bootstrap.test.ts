import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DescribeTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DeleteObjectCommand, HeadObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { App } from "cdktf";
import { bringUpStateStack } from "../../commands/bootstrap/state-stack";
import { Processes } from "../../commands/process/processes";
import { accountVariables, cleanVariables, clientSettings } from "../../commands/rehearse/account";
import { startEmulator } from "../../commands/rehearse/emulator";
import { writeOverride } from "../../commands/rehearse/override";
import { type Configuration, readConfiguration } from "../../commands/synthesized";
import { countChanges, type Plan } from "../../commands/terraform/plan";
import { type SharedProvider, startSharedProvider } from "../../commands/terraform/shared-provider";
import { Terraform } from "../../commands/terraform/terraform";
import { StateLayer } from "../../stacks/state";
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
  let variables: Record<string, string | undefined>;
  let s3: S3Client;
  let dynamodb: DynamoDBClient;

  beforeAll(async () => {
    const own = cleanVariables(process.env);
    const emulator = await startEmulator({ root: ROOT, folder, processes, variables: own });
    const account = { ...own, ...accountVariables(emulator, ACCOUNT, REGION) };
    provider = await startSharedProvider(installation, processes, account);
    variables = { ...account, ...installation.variables, ...provider.variables };
    const settings = clientSettings(emulator, ACCOUNT, REGION);
    s3 = new S3Client({ ...settings, forcePathStyle: true });
    dynamodb = new DynamoDBClient(settings);
  }, 600_000);

  afterAll(async () => {
    await processes.stop();
    rmSync(folder, { recursive: true });
  });

  /** One operator's folder for the state stack. */
  class Operator {
    readonly folder: string;
    readonly terraform: Terraform;
    readonly place: { readonly bucket: string; readonly table: string };

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
      const confirm = async (file: string) => void plans.push(JSON.parse(await terraform.showPlan(file)) as Plan);
      await bringUpStateStack({
        folder: this.folder,
        terraform,
        clients: { s3, dynamodb },
        place: this.place,
        confirm,
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
