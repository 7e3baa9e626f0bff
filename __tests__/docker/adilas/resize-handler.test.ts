import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  CreateBucketCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import sharp from "sharp";
import { type Emulator, startEmulator } from "../../emulator/emulator";

const FOLDER = join(__dirname, "../../../docker/adilas/resize");

let emulator: Emulator;
let s3: S3Client;
let handler: typeof import("../../../docker/adilas/resize/handler").handler;
let log: jest.SpyInstance;

beforeAll(async () => {
  emulator = await startEmulator();
  const { endpoint, region, credentials } = emulator.client();
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: region,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    TENANTS: "tenants",
  });
  // Its client takes the settings when it is loaded, as in Lambda.
  ({ handler } = require("../../../docker/adilas/resize/handler"));
  s3 = new S3Client({});
  for (const Bucket of ["uploads", "acme-media", "tenants"]) await s3.send(new CreateBucketCommand({ Bucket }));
  await entry("acme", { bucket: "acme-media" });
  await entry("gone", { bucket: "no-such-bucket" });
  await entry("cargo", { bucket: "cargo-media", state: "archived" });
  await entry("wrong", { bucket: "wrong-media", settings: { width: 1 } });
});
afterAll(() => emulator.stop());
beforeEach(() => {
  log = jest.spyOn(console, "log").mockReturnValue(undefined);
});
afterEach(() => jest.restoreAllMocks());

const event = (...keys: string[]) => ({
  Records: keys.map((key) => ({ s3: { bucket: { name: "uploads" }, object: { key: encodeURIComponent(key) } } })),
});
const photo = (width: number, colour = "#c02010") =>
  sharp({ create: { width, height: width / 2, channels: 3, background: colour } })
    .jpeg()
    .toBuffer();
/** Writes a corporation's entry as the manifest's `tenants` do. */
const entry = (tenant: string, changes: object) => {
  const Body = JSON.stringify({ tenant, state: "active", settings: { colour: "red" }, ...changes });
  return s3.send(new PutObjectCommand({ Bucket: "tenants", Key: `${tenant}.json`, Body }));
};
const upload = (Key: string, Body: Buffer | string, ContentType?: string) =>
  s3.send(new PutObjectCommand({ Bucket: "uploads", Key, Body, ContentType, CacheControl: "max-age=60" }));
const kept = async (Key: string) => {
  const { Body, ...object } = await s3.send(new GetObjectCommand({ Bucket: "acme-media", Key }));
  return { ...object, bytes: Buffer.from(await Body!.transformToByteArray()) };
};
const outcomes = () => log.mock.calls.map(([line]) => JSON.parse(line as string).outcome);

test("an image is resized into its corporation's bucket", async () => {
  await upload("acme/images/the logo.jpg", await photo(1600), "image/jpeg");
  await handler(event("acme/images/the logo.jpg"));
  const { bytes, ContentType, CacheControl } = await kept("images/the logo.jpg");
  expect({ ContentType, CacheControl }).toEqual({ ContentType: "image/jpeg", CacheControl: "max-age=60" });
  expect(await sharp(bytes).metadata()).toMatchObject({ width: 760, height: 380 });
  expect(JSON.parse(log.mock.calls[0]![0] as string)).toEqual({
    outcome: "resized",
    upload: "uploads/acme/images/the logo.jpg",
    corporation: "acme",
    to: "acme-media/images/the logo.jpg",
  });
});

test("what is no image is copied as it is", async () => {
  await upload("acme/media/a&b.html", "<p>as it is</p>", "text/html");
  await handler(event("acme/media/a&b.html"));
  const { bytes, ContentType } = await kept("media/a&b.html");
  expect([bytes.toString(), ContentType]).toEqual(["<p>as it is</p>", "text/html"]);
  expect(outcomes()).toEqual(["copied"]);
});

test.each(["acme/images/twice.jpg", "acme/media/twice.jpg"])("an event that comes twice makes %s once", async (key) => {
  await upload(key, await photo(1000));
  await handler(event(key));
  const first = await kept(key.slice(5));
  await handler(event(key));
  expect(outcomes()[1]).toBe("up to date");
  expect((await kept(key.slice(5))).LastModified).toEqual(first.LastModified);
});

test("another upload of the same name replaces what was there", async () => {
  await upload("acme/images/new.jpg", await photo(1000));
  await handler(event("acme/images/new.jpg"));
  await upload("acme/images/new.jpg", await photo(500, "#0020c0"));
  await handler(event("acme/images/new.jpg"));
  expect(outcomes()).toEqual(["resized", "resized"]);
  expect(await sharp((await kept("images/new.jpg")).bytes).metadata()).toMatchObject({ width: 500 });
});

test("changed settings count from the next event on", async () => {
  await upload("acme/images/set.jpg", await photo(1000));
  await handler(event("acme/images/set.jpg"));
  await entry("acme", { bucket: "acme-media", settings: { width: 200 } });
  await handler(event("acme/images/set.jpg"));
  await entry("acme", { bucket: "acme-media" });
  expect(outcomes()).toEqual(["resized", "resized"]);
  expect(await sharp((await kept("images/set.jpg")).bytes).metadata()).toMatchObject({ width: 200 });
});

test("an upload that is gone is no error", async () => {
  await handler(event("acme/images/never.jpg"));
  expect(outcomes()).toEqual(["gone"]);
});

test("two events at once leave the last upload, whoever writes last", async () => {
  await upload("acme/images/race.jpg", await photo(3000));
  const slow = handler(event("acme/images/race.jpg"));
  // The other one begins when the first has read the upload and is at work.
  const send = S3Client.prototype.send;
  const overtake = jest.spyOn(S3Client.prototype, "send").mockImplementation(async function (this: S3Client, ...call) {
    if (call[0] instanceof PutObjectCommand && call[0].input.Bucket === "acme-media") {
      overtake.mockRestore();
      await upload("acme/images/race.jpg", await photo(400));
      await handler(event("acme/images/race.jpg"));
    }
    return (send as (...all: unknown[]) => unknown).apply(this, call);
  });
  await slow;
  expect(outcomes()).toEqual(["resized", "up to date"]);
  expect(await sharp((await kept("images/race.jpg")).bytes).metadata()).toMatchObject({ width: 400 });
});

describe("an error that names the upload", () => {
  it.each([
    ["an image that is none", "acme/images/text.jpg", "Refusal", "uploads/acme/images/text.jpg is no JPEG, PNG, "],
    [
      "a corporation that is none",
      "other/images/a.jpg",
      "Refusal",
      "uploads/other/images/a.jpg is of a corporation that is not among the tenants, `other`",
    ],
    [
      "a corporation that is archived",
      "cargo/images/a.jpg",
      "Refusal",
      "uploads/cargo/images/a.jpg is of a corporation that is archived, `cargo`",
    ],
    [
      "settings that are not valid",
      "wrong/images/a.jpg",
      "Error",
      "uploads/wrong/images/a.jpg its entry among the tenants is not valid: ",
    ],
    ["a bucket that is not there", "gone/images/a.jpg", "NoSuchBucket", "uploads/gone/images/a.jpg "],
  ])("comes of %s", async (_, key, name, message) => {
    await upload(key, key.includes("text") ? "text" : await photo(10));
    await expect(handler(event(key))).rejects.toMatchObject({ name, message: expect.stringContaining(message) });
  });

  it("comes of a file that is too large to be held, before it is read", async () => {
    await upload("acme/images/large.jpg", Buffer.alloc(50 * 1024 * 1024 + 1));
    await expect(handler(event("acme/images/large.jpg"))).rejects.toThrow(
      "has 52428801 bytes, more than 52428800: upload it smaller",
    );
    await expect(
      s3.send(new HeadObjectCommand({ Bucket: "acme-media", Key: "images/large.jpg" })),
    ).rejects.toMatchObject({ name: "NotFound" });
  });
});

describe("with a star in TENANTS, for the stacks that share the uploads", () => {
  const stackEntry = (stack: string, changes: object) => {
    const Body = JSON.stringify({ tenant: "acme", state: "active", settings: {}, ...changes });
    return s3.send(new PutObjectCommand({ Bucket: `adilas-${stack}-corporations-1`, Key: "acme.json", Body }));
  };
  const keptIn = async (Bucket: string, Key: string) => {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
    return sharp(Buffer.from(await Body!.transformToByteArray())).metadata();
  };

  beforeAll(async () => {
    for (const stack of ["data0", "data1"]) {
      await s3.send(new CreateBucketCommand({ Bucket: `adilas-${stack}-corporations-1` }));
      await s3.send(new CreateBucketCommand({ Bucket: `adilas-${stack}--corporations--acme-1` }));
    }
    await stackEntry("data0", { bucket: "adilas-data0--corporations--acme-1" });
    await stackEntry("data1", { bucket: "adilas-data1--corporations--acme-1", settings: { width: 300 } });
  });
  beforeEach(() => {
    process.env["TENANTS"] = "adilas-*-corporations-1";
  });
  afterEach(() => {
    process.env["TENANTS"] = "tenants";
  });

  it("keeps corporations of one name apart, each with its own stack's settings", async () => {
    for (const stack of ["data0", "data1"]) await upload(`${stack}/acme/images/logo.jpg`, await photo(1000));
    await handler(event("data0/acme/images/logo.jpg", "data1/acme/images/logo.jpg"));
    expect(await keptIn("adilas-data0--corporations--acme-1", "images/logo.jpg")).toMatchObject({ width: 760 });
    expect(await keptIn("adilas-data1--corporations--acme-1", "images/logo.jpg")).toMatchObject({ width: 300 });
    expect(log.mock.calls.map(([line]) => JSON.parse(line as string).to)).toEqual([
      "adilas-data0--corporations--acme-1/images/logo.jpg",
      "adilas-data1--corporations--acme-1/images/logo.jpg",
    ]);
  });

  it.each([
    ["a stack that is none", "data9/acme/images/a.jpg", "is of a stack that has no corporations, `data9`"],
    [
      "a corporation that this stack has not",
      "data0/bravo/images/a.jpg",
      "is of a corporation that is not among the tenants, `bravo`",
    ],
    ["a stack that leads elsewhere", "../acme/images/a.jpg", "is of a stack that cannot be one, `..`"],
    ["no stack", "acme/a.jpg", "belongs to no corporation: upload it as <stack>/<corporation>/<path>"],
  ])("refuses %s", async (_, key, message) => {
    await expect(handler(event(key))).rejects.toMatchObject({
      name: "Refusal",
      message: expect.stringContaining(`uploads/${key} ${message}`),
    });
  });

  it("has one star at most", async () => {
    process.env["TENANTS"] = "adilas-*-corporations-*";
    await expect(handler(event("data0/acme/a.jpg"))).rejects.toThrow(
      "the environment variable TENANTS has 2 stars: write one, for the stack",
    );
  });
});

test("the image has the packages that these tests ran with", () => {
  const read = (file: string) => JSON.parse(readFileSync(file, "utf8"));
  const { dependencies, devDependencies } = read(join(FOLDER, "package.json"));
  const root = read(join(__dirname, "../../../package.json"));
  const { esbuild, ...bundled } = devDependencies;
  expect(esbuild).toMatch(/^\d+\.\d+\.\d+$/);
  expect({ ...root.dependencies, ...root.devDependencies }).toMatchObject({ ...dependencies, ...bundled });
});
