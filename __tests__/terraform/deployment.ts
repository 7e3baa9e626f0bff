import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { rootCertificates } from "node:tls";
import { CreateTableCommand, DynamoDBClient, ScanCommand } from "@aws-sdk/client-dynamodb";
import { CreateBucketCommand, GetObjectCommand, ListObjectsV2Command, NoSuchKey, S3Client } from "@aws-sdk/client-s3";
import { Processes, type Variables } from "../../commands/process/processes";
import { accountVariables, cleanVariables, clientSettings } from "../../commands/rehearse/account";
import { type Emulator, startEmulator } from "../../commands/rehearse/emulator";
import { FaultProxy } from "../fault-proxy";
import { ROOT, terraform } from "./installed";
import { Project, type Run } from "./project";

const ACCOUNT = "111111111111";
const REGION = "us-west-2";

/** Parameters of each of the two layers: they are made in no time, one after the other. */
export const PARAMETERS = 6;

/**
 * An app with two layers of parameters of SSM, each waiting for the one before, the second layer for the first. Nothing
 * is simpler to make, so a test waits for what it tests.
 */
const APP = `
const { mkdirSync, writeFileSync } = require("node:fs");
const { join } = require("node:path");
const backend = (layer) => ({ bucket: "tiny-states", key: "tiny/test/" + layer + ".tfstate", region: "${REGION}" });
const stacks = {};
function layer(name, dependencies, more) {
  const stack = "tiny-test-" + name;
  const folder = join(process.env.CDKTF_OUTDIR, "stacks", stack);
  const parameters = {};
  for (let at = 0; at < ${PARAMETERS}; at += 1) {
    parameters["p" + at] = {
      name: "/" + name + "/p" + at,
      type: "String",
      value: process.env.TINY_VALUE || "one",
      ...(at > 0 && { depends_on: ["aws_ssm_parameter.p" + (at - 1)] }),
    };
  }
  const configuration = {
    "//": { metadata: { stackName: stack, version: "0.21.0", backend: "s3" } },
    terraform: {
      required_providers: { aws: { source: "aws", version: "5.100.0" } },
      backend: { s3: { ...backend(name), dynamodb_table: "tiny-locks", use_lockfile: true, encrypt: true } },
    },
    provider: { aws: [{ region: "${REGION}" }] },
    resource: { aws_ssm_parameter: parameters },
    ...more,
  };
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "cdk.tf.json"), JSON.stringify(configuration));
  const path = "stacks/" + stack;
  stacks[stack] = {
    name: stack,
    constructPath: stack,
    workingDirectory: path,
    synthesizedStackPath: path + "/cdk.tf.json",
    annotations: [],
    dependencies,
  };
}
layer("network", [], { output: { last: { value: "\${aws_ssm_parameter.p5.name}" } } });
layer("data", ["tiny-test-network"], {
  data: { terraform_remote_state: { network: { backend: "s3", config: backend("network") } } },
  output: { read: { value: "\${data.terraform_remote_state.network.outputs.last}" } },
});
writeFileSync(join(process.env.CDKTF_OUTDIR, "manifest.json"), JSON.stringify({ version: "0.21.0", stacks }));
`;

/** A small project, and an emulated account that it is deployed to over a network that a test makes worse. */
export class Deployment {
  readonly project = new Project("node app.js");
  proxy!: FaultProxy;
  private readonly processes = new Processes({ watched: true });
  private emulator!: Emulator;

  constructor() {
    writeFileSync(join(this.project.folder, "app.js"), APP);
    writeFileSync(this.certificates, rootCertificates[0]!);
    beforeAll(() => this.start(), 600_000);
    afterAll(async () => {
      await this.proxy?.stop();
      await this.processes.stop();
      this.project.remove();
    });
  }

  /** Certificates as a company names them whose network reads what comes from AWS. */
  private get certificates(): string {
    return join(this.project.folder, "certificates.pem");
  }

  /** Variables with which programs act in the account, over the proxy. */
  get variables(): Variables {
    const { TF_CLI_CONFIG_FILE } = terraform.variables;
    const account = accountVariables({ endpoint: this.proxy.endpoint }, ACCOUNT, REGION);
    return {
      ...cleanVariables(process.env),
      ...account,
      AWS_CA_BUNDLE: this.certificates,
      TF_CLI_CONFIG_FILE,
      CHECKPOINT_DISABLE: "1",
    };
  }

  /** Makes the account empty but for the place of the states, and forgets all that was done here. */
  async empty(): Promise<void> {
    await fetch(`${this.emulator.endpoint}/moto-api/reset`, { method: "POST" });
    rmSync(join(this.project.folder, ".drydock"), { recursive: true, force: true });
    await this.makeStates();
  }

  /** Starts `drydock` with some arguments. */
  drydock(args: readonly string[], more: Record<string, string> = {}): Run {
    const program = join(this.project.folder, "build", "commands", "drydock.js");
    return this.project.start([process.execPath, program, ...args], { ...this.variables, ...more });
  }

  /** Runs plain Terraform, which knows nothing of ours, in the folder of a layer. */
  async plainTerraform(
    layer: string,
    ...args: string[]
  ): Promise<{ exitCode: number; stdout: string; stderr: string }> {
    const folder = join(this.project.folder, ".drydock", "stacks", `tiny-test-${layer}`);
    return this.processes.run({ file: "terraform", args, folder, variables: this.variables });
  }

  /** Whether plain Terraform finds that nothing is to be done in a layer. */
  async isSettled(layer: string): Promise<boolean> {
    const init = await this.plainTerraform(layer, "init", "-no-color");
    expect(init).toMatchObject({ exitCode: 0 });
    const plan = await this.plainTerraform(layer, "plan", "-no-color", "-detailed-exitcode");
    if (plan.exitCode === 1) throw new Error(plan.stderr);
    return plan.exitCode === 0;
  }

  /** Names of the parameters that are in the account. */
  async made(layer: string): Promise<string[]> {
    const settings = clientSettings(this.emulator, ACCOUNT, REGION);
    const authorization = `AWS4-HMAC-SHA256 Credential=${settings.credentials.accessKeyId}/20261201/${REGION}/ssm/aws4_request, SignedHeaders=host, Signature=none`;
    const answer = await fetch(this.emulator.endpoint, {
      method: "POST",
      headers: {
        authorization,
        "x-amz-target": "AmazonSSM.GetParametersByPath",
        "content-type": "application/x-amz-json-1.1",
      },
      body: JSON.stringify({ Path: `/${layer}` }),
    });
    const { Parameters: parameters } = (await answer.json()) as { Parameters: { Name: string }[] };
    return parameters.map(({ Name }) => Name).sort();
  }

  /** Names of the parameters that the state knows. */
  async known(layer: string): Promise<string[]> {
    const key = `tiny/test/${layer}.tfstate`;
    try {
      const { Body } = await this.s3.send(new GetObjectCommand({ Bucket: "tiny-states", Key: key }));
      const state = JSON.parse(await Body!.transformToString()) as State;
      const managed = state.resources.filter(({ mode }) => mode === "managed");
      return managed.flatMap(({ instances }) => instances.map(({ attributes }) => attributes.name)).sort();
    } catch (error) {
      if (error instanceof NoSuchKey) return [];
      throw error;
    }
  }

  /** Locks that are held. */
  async locks(): Promise<string[]> {
    const { Contents: objects = [] } = await this.s3.send(new ListObjectsV2Command({ Bucket: "tiny-states" }));
    const { Items: items = [] } = await this.dynamodb.send(new ScanCommand({ TableName: "tiny-locks" }));
    return [...objects.map(({ Key }) => Key!), ...items.map(({ LockID }) => LockID!.S!)].filter(
      (name) => !/\.tfstate(-md5)?$/.test(name) || items.some(({ LockID, Info }) => LockID!.S === name && Info),
    );
  }

  /** Removes the lock of a layer by Terraform's own command, as an operator would. */
  async unlock(layer: string): Promise<void> {
    const { stderr } = await this.plainTerraform(layer, "plan", "-no-color");
    const [, id] = /^\W*ID:\s+(\S+)$/m.exec(stderr) ?? [];
    if (id === undefined) throw new Error(`There is no lock: ${stderr}`);
    await this.plainTerraform(layer, "force-unlock", "-force", id);
    expect(await this.locks()).toEqual([]);
  }

  /** Everything that was made is in the state, nobody holds a lock, and nothing runs any more. */
  async expectNothingLost(layer: string): Promise<void> {
    await until(async () => (await this.project.processes()).length === 0);
    expect(await this.known(layer)).toEqual(await this.made(layer));
    expect(await this.locks()).toEqual([]);
  }

  /** What Terraform has logged about a layer. */
  log(layer: string): string {
    return readFileSync(join(this.project.folder, ".drydock", "stacks", `tiny-test-${layer}.log`), "utf8");
  }

  private get s3(): S3Client {
    return new S3Client({ ...clientSettings(this.emulator, ACCOUNT, REGION), forcePathStyle: true });
  }

  private get dynamodb(): DynamoDBClient {
    return new DynamoDBClient(clientSettings(this.emulator, ACCOUNT, REGION));
  }

  private async start(): Promise<void> {
    const { processes, project } = this;
    const variables = cleanVariables(process.env);
    this.emulator = await startEmulator({ root: ROOT, folder: project.folder, processes, variables });
    this.proxy = new FaultProxy(this.emulator.endpoint);
    await this.proxy.start();
    await this.makeStates();
  }

  private async makeStates(): Promise<void> {
    await this.s3.send(
      new CreateBucketCommand({ Bucket: "tiny-states", CreateBucketConfiguration: { LocationConstraint: REGION } }),
    );
    await this.dynamodb.send(
      new CreateTableCommand({
        TableName: "tiny-locks",
        AttributeDefinitions: [{ AttributeName: "LockID", AttributeType: "S" }],
        KeySchema: [{ AttributeName: "LockID", KeyType: "HASH" }],
        BillingMode: "PAY_PER_REQUEST",
      }),
    );
  }
}

interface State {
  readonly resources: readonly { mode: string; instances: readonly { attributes: { name: string } }[] }[];
}

/** Waits until something is so; a test's time limit ends the wait. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await sleep(50);
}
