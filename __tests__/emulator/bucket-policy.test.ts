import {
  CreateBucketCommand,
  DeleteBucketPolicyCommand,
  GetBucketPolicyCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutBucketPolicyCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { ACCOUNT, describeEmulated, type Emulator, startEmulator } from "./emulator";

describeEmulated("a bucket policy", () => {
  const Bucket = "policied";
  const objects = `arn:aws:s3:::${Bucket}/*`;
  const everyone = { Effect: "Deny", Principal: "*", Action: "s3:*", Resource: objects };
  let emulator: Emulator;
  let s3: S3Client;

  beforeAll(async () => {
    emulator = await startEmulator();
    s3 = new S3Client({ ...emulator.client(), forcePathStyle: true });
    await s3.send(new CreateBucketCommand({ Bucket }));
    await s3.send(new PutObjectCommand({ Bucket, Key: "kept", Body: "text" }));
  });
  afterAll(() => emulator.stop());
  afterEach(() => s3.send(new DeleteBucketPolicyCommand({ Bucket })));

  const policy = async (...Statement: object[]) => {
    const Policy = JSON.stringify({ Version: "2012-10-17", Statement });
    await s3.send(new PutBucketPolicyCommand({ Bucket, Policy }));
    return Policy;
  };
  const get = (client = s3) => client.send(new GetObjectCommand({ Bucket, Key: "kept" }));
  const put = (Key: string, more = {}) => s3.send(new PutObjectCommand({ Bucket, Key, Body: "text", ...more }));

  test("that asks for TLS lets a TLS client read and still refuses what is denied unconditionally", async () => {
    const given = await policy(
      { ...everyone, Condition: { Bool: { "aws:SecureTransport": "false" } } },
      { ...everyone, Condition: { NumericLessThan: { "s3:TlsVersion": "1.2" } } },
      { ...everyone, Action: "s3:PutObject", Resource: `arn:aws:s3:::${Bucket}/never/*` },
    );

    await get();
    await put("allowed");
    await expect(put("never/this")).rejects.toMatchObject({ $metadata: { httpStatusCode: 403 } });
    expect((await s3.send(new GetBucketPolicyCommand({ Bucket }))).Policy).toBe(given);
  });

  test("that asks for server-side encryption refuses what has none, and an absent header differs", async () => {
    await policy({
      ...everyone,
      Action: "s3:PutObject",
      Condition: { StringNotEquals: { "s3:x-amz-server-side-encryption": "aws:kms" } },
    });

    await put("encrypted", { ServerSideEncryption: "aws:kms" });
    await expect(put("plain")).rejects.toMatchObject({ $metadata: { httpStatusCode: 403 } });
  });

  test("denies by the caller's ARN and by its account", async () => {
    const other = new S3Client({ ...emulator.client("444455556666"), forcePathStyle: true });

    await policy({ ...everyone, Condition: { ArnLike: { "aws:PrincipalArn": "arn:aws:*::444455556666:*" } } });
    await get();
    await expect(get(other)).rejects.toMatchObject({ $metadata: { httpStatusCode: 403 } });

    await policy({ ...everyone, Principal: { AWS: [`arn:aws:iam::${ACCOUNT}:root`] } });
    await get(other);
    await expect(get()).rejects.toMatchObject({ $metadata: { httpStatusCode: 403 } });
  });

  test("for an AWS service gives nothing to anybody else", async () => {
    const allow = { Effect: "Allow", Action: "s3:GetObject", Resource: objects };
    const anonymous = () => fetch(`${emulator.endpoint}/${Bucket}/kept`);

    await policy({ ...allow, Principal: { Service: "cloudfront.amazonaws.com" } });
    expect((await anonymous()).status).toBe(403);

    await policy({ ...allow, Principal: "*" });
    expect((await anonymous()).status).toBe(200);
    expect((await fetch(`${emulator.endpoint}/${Bucket}/kept`, { method: "HEAD" })).status).toBe(200);
  });

  test("that denies reading denies HEAD too, as S3 has no separate action for it", async () => {
    await policy({ ...everyone, Action: "s3:GetObject" });

    await expect(s3.send(new HeadObjectCommand({ Bucket, Key: "kept" }))).rejects.toMatchObject({
      $metadata: { httpStatusCode: 403 },
    });
  });

  test("with a condition operator nobody taught the emulator is answered with 501 and its name", async () => {
    await policy({ ...everyone, Condition: { IpAddress: { "aws:SourceIp": "10.0.0.0/8" } } });

    await expect(get()).rejects.toMatchObject({
      message: expect.stringContaining("IpAddress"),
      $metadata: { httpStatusCode: 501 },
    });
  });
});
