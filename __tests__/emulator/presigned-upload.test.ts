import { execFileSync } from "node:child_process";
import { CreateBucketCommand, HeadObjectCommand, PutBucketPolicyCommand, S3Client } from "@aws-sdk/client-s3";
import { Testing } from "cdktf";
import { Bucket } from "../../modules/s3/bucket";
import { Layer } from "../../stacks/layer";
import { UNUSED } from "../modules/made";
import { Template } from "../stacks/template";
import { ACCOUNT, describeEmulated, type Emulator, startEmulator } from "./emulator";

const NAME = "jobs";

/** The policy that our module gives a bucket that demands encryption. */
function policyOfOurs(): string {
  class Bench extends Layer {}
  const state = { bucket: "states", table: "locks", region: "us-east-1" };
  const stack = new Bench(Testing.app({ outdir: UNUSED }), "bench", {
    state,
    stateKey: "b.tfstate",
    region: "us-east-1",
    tags: {},
  });
  new Bucket(stack, "jobs", {
    name: NAME,
    publicRead: false,
    tiers: [],
    agingPrefixes: [""],
    demandsEncryption: true,
    guarded: true,
  });
  const template = new Template("bench", JSON.parse(Testing.synth(stack)));
  const policy: string = template.one("aws_s3_bucket_policy")["policy"];
  return policy.replaceAll("${aws_s3_bucket.jobs_bucket.arn}", `arn:aws:s3:::${NAME}`);
}

/** Signs as a web application does with boto3: a form for a browser, or an address to put an object to. */
function signed(emulator: Emulator, encrypted: boolean): { url: string; fields: Record<string, string>; put: string } {
  const script = `
import boto3, json, sys
from botocore.config import Config
s3 = boto3.client("s3", endpoint_url=sys.argv[1], region_name="us-east-1", aws_access_key_id=sys.argv[2],
    aws_secret_access_key="rehearsal", config=Config(s3={"addressing_style": "path"}, signature_version="s3v4"))
asks = {"x-amz-server-side-encryption": "AES256"} if sys.argv[3] == "encrypted" else {}
form = s3.generate_presigned_post("${NAME}", "uploads/form", Fields=asks, Conditions=[asks] if asks else [])
more = {"ServerSideEncryption": "AES256"} if asks else {}
put = s3.generate_presigned_url("put_object", {"Bucket": "${NAME}", "Key": "uploads/put", **more})
print(json.dumps({**form, "put": put}))`;
  const args = ["-c", script, emulator.endpoint, ACCOUNT, encrypted ? "encrypted" : "plain"];
  return JSON.parse(execFileSync("python3", args, { encoding: "utf8" }));
}

describeEmulated("a presigned upload to a bucket that demands encryption", () => {
  let emulator: Emulator;
  let s3: S3Client;
  beforeAll(async () => {
    emulator = await startEmulator();
    s3 = new S3Client({ ...emulator.client(), forcePathStyle: true });
    await s3.send(new CreateBucketCommand({ Bucket: NAME }));
    await s3.send(new PutBucketPolicyCommand({ Bucket: NAME, Policy: policyOfOurs() }));
  });
  afterAll(() => emulator.stop());

  const submit = async (encrypted: boolean): Promise<number> => {
    const { url, fields } = signed(emulator, encrypted);
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    form.append("file", new Blob(["text"]), "input.txt");
    return (await fetch(url, { method: "POST", body: form })).status;
  };
  const put = async (encrypted: boolean): Promise<number> => {
    const headers: Record<string, string> = encrypted ? { "x-amz-server-side-encryption": "AES256" } : {};
    return (await fetch(signed(emulator, encrypted).put, { method: "PUT", body: "text", headers })).status;
  };

  test("is taken when the form asks for encryption, and refused when it does not", async () => {
    expect(await submit(false)).toBe(403);
    expect(await submit(true)).toBe(204);
    await s3.send(new HeadObjectCommand({ Bucket: NAME, Key: "uploads/form" }));
  });

  test("is taken when the header asks for encryption, and refused when it does not", async () => {
    expect(await put(false)).toBe(403);
    expect(await put(true)).toBe(200);
  });
});
