import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { DescribeTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { GetObjectCommand, ListBucketsCommand, S3Client } from "@aws-sdk/client-s3";
import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { localStack } from "../../../commands/compose/project";
import { readDeployments } from "../../../manifest/deployments";
import { type Emulator, startEmulator } from "../../emulator/emulator";
import { inProject, SETTINGS } from "../../manifest/project";
import { DEPOT } from "./depot";

const PROGRAM = join(__dirname, "../../../emulator/make_resources.py");

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator();
});
afterAll(() => emulator.stop());

/** Runs the program as Compose would, with the variables of `.env` put in. */
function make(values: Record<string, string>): string {
  const { environments } = inProject({ "drydock.yaml": SETTINGS, "deployments/depot.yaml": DEPOT }, (root) =>
    readDeployments(root),
  ).systems[0]!;
  const { environment } = localStack(environments[0]!, (path) => path).project.services["aws-setup"]!;
  const given = JSON.stringify(environment).replaceAll(/\$\{(\w+)\}/g, (_, name) => values[name] ?? "");
  const { endpoint, credentials } = emulator.client();
  const env = {
    ...process.env,
    ...JSON.parse(given),
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
  };
  return execFileSync("python3", [PROGRAM], { env, encoding: "utf8" });
}

test("makes what an environment has of AWS, and again what is there already", async () => {
  const settings = { ...emulator.client(), region: "eu-central-1" };
  expect(make({ DEPOT_LOCAL_APP_TOKEN: "first" })).toBe("The emulated AWS has what the environment needs.\n");
  make({ DEPOT_LOCAL_APP_TOKEN: "second", DEPOT_LOCAL_MAIN_PASSWORD: "word" });

  const s3 = new S3Client(settings);
  const { Buckets } = await s3.send(new ListBucketsCommand({}));
  expect(Buckets!.map(({ Name }) => Name).sort()).toEqual([
    "depot-local--customers--acme",
    "depot-local--customers--bravo-two",
    "depot-local-customers",
    "depot-local-media",
    "depot-local-uploads",
  ]);
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: "depot-local-customers", Key: "bravo-two.json" }));
  expect(JSON.parse(await Body!.transformToString())).toEqual({
    tenant: "bravo-two",
    state: "inactive",
    bucket: "depot-local--customers--bravo-two",
    secret: "depot/local/customers/bravo-two",
    settings: { width: 760 },
  });
  const { Table } = await new DynamoDBClient(settings).send(
    new DescribeTableCommand({ TableName: "depot-local-jobs" }),
  );
  expect(Table!.KeySchema).toEqual([
    { AttributeName: "id", KeyType: "HASH" },
    { AttributeName: "at", KeyType: "RANGE" },
  ]);
  const manager = new SecretsManagerClient(settings);
  const secret = async (SecretId: string) =>
    JSON.parse((await manager.send(new GetSecretValueCommand({ SecretId }))).SecretString!);
  expect(await secret("depot-local-app")).toEqual({ SALT: "", TOKEN: "second" });
  expect(await secret("depot-local-main")).toEqual({ username: "admin", password: "word" });
  expect(await secret("depot/local/customers/bravo-two")).toEqual({
    engine: "mysql",
    host: "main",
    port: "3306",
    dbname: "bravo_two",
    username: "bravo_two",
    password: "",
  });
});

test("lets a topic's messages go into the queue that is from it", () => {
  make({});
  const { endpoint, credentials } = emulator.client();
  const script = `
import boto3
sns, sqs = boto3.client("sns"), boto3.client("sqs")
[topic] = sns.list_topics()["Topics"]
sns.publish(TopicArn=topic["TopicArn"], Message="hello")
url = sqs.get_queue_url(QueueName="depot-local-work")["QueueUrl"]
print(sqs.receive_message(QueueUrl=url)["Messages"][0]["Body"])
print(sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["VisibilityTimeout"])["Attributes"]["VisibilityTimeout"])
`;
  const printed = execFileSync("python3", ["-c", script], {
    env: {
      ...process.env,
      AWS_ENDPOINT_URL: endpoint,
      AWS_DEFAULT_REGION: "eu-central-1",
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: "local",
    },
    encoding: "utf8",
  });
  expect(printed).toBe("hello\n60\n");
});
