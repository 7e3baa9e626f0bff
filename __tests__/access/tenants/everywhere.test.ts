import { ownRole } from "../grants";
import { mayDo, type Request, thatAre } from "../simulator/simulator";
import { everyEnvironment } from "../world";

// adilas's function puts uploads into the buckets of every stack's corporations, also of one that comes later.
const world = everyEnvironment();
const shared = world.find(({ name }) => name === "adilas-shared")!;
const { account } = shared;
const role = ownRole(shared, "resize");
const ours = { "s3:ResourceAccount": account };
const may = (request: Request) => mayDo(role, request);

const on = (actions: string, resource: string, context: Record<string, string> = ours): Request[] =>
  actions.split(" ").map((action) => ({ action: `s3:${action}`, resource, context }));
const arn = (bucket: string, key?: string) => `arn:aws:s3:::${bucket}${key === undefined ? "" : `/${key}`}`;
const media = (stack: string, group = "corporations", tenant = "acme") => `${stack}--${group}--${tenant}-${account}`;
const list = (stack: string, group = "corporations") => `${stack}-${group}-${account}`;

describe("a function that uses the tenants of every environment", () => {
  it.each(["data0", "data1", "data2", "data3"])("reads and writes those of %s", async (stack) => {
    const wanted = [
      ...on("ListBucket", arn(list(`adilas-${stack}`))),
      ...on("GetObject", arn(list(`adilas-${stack}`), "acme.json")),
      ...on("ListBucket GetBucketLocation", arn(media(`adilas-${stack}`))),
      ...on("GetObject GetObjectTagging PutObject PutObjectTagging", arn(media(`adilas-${stack}`), "images/a b.jpg")),
    ];
    expect(await thatAre("denied", wanted, may)).toEqual([]);
  });

  it.each([
    ["another system", media("kofax-data0"), list("kofax-data0")],
    ["a system whose name begins alike", media("adilas2-data0"), list("adilas2-data0")],
    ["another group", media("adilas-data0", "clubs"), list("adilas-data0", "clubs")],
    [
      "a group whose name ends alike",
      media("adilas-data0", "old-corporations"),
      list("adilas-data0", "oldcorporations"),
    ],
    [
      "a group whose name begins alike",
      media("adilas-data0", "corporations-2"),
      list("adilas-data0", "corporations-2"),
    ],
    ["no tenant", `adilas-data0-content-${account}`, `adilas-data0-dumps-${account}`],
  ])("touches nothing of %s", async (_, bucket, directory) => {
    const unwanted = [
      ...on("ListBucket", arn(bucket)),
      ...on("GetObject PutObject DeleteObject", arn(bucket, "images/a.jpg")),
      ...on("ListBucket", arn(directory)),
      ...on("GetObject PutObject", arn(directory, "acme.json")),
    ];
    expect(await thatAre("allowed", unwanted, may)).toEqual([]);
  });

  it("touches no folder of another bucket that is called like a bucket of tenants", async () => {
    const content = `adilas-data0-content-${account}`;
    const unwanted = [
      ...on("GetObject PutObject DeleteObject", arn(content, `x${media("")}/images/a.jpg`)),
      ...on("GetObject PutObject DeleteObject", arn(content, `x/y${media("")}/images/a.jpg`)),
      ...on("GetObject", arn(content, `x${list("")}/acme.json`)),
    ];
    expect(await thatAre("allowed", unwanted, may)).toEqual([]);
    // A star in an ARN matches slashes, too: without being denied, it might.
    const allows = role.policies.map((policy) => ({
      ...policy,
      Statement: policy["Statement"].filter(({ Effect }: { Effect: string }) => Effect === "Allow"),
    }));
    expect(await thatAre("denied", unwanted, (request) => mayDo({ ...role, policies: allows }, request))).toEqual([]);
  });

  it("writes no list, destroys nothing, and touches nothing of another account", async () => {
    const others = { "s3:ResourceAccount": "999999999999" };
    const unwanted = [
      ...on("PutObject DeleteObject", arn(list("adilas-data0"), "acme.json")),
      ...on("DeleteBucket PutBucketPolicy PutLifecycleConfiguration", arn(media("adilas-data0"))),
      ...on("DeleteObjectVersion PutObjectAcl", arn(media("adilas-data0"), "a.jpg")),
      ...on("GetObject PutObject", arn(media("adilas-data0"), "a.jpg"), others),
      ...on("GetObject", arn(list("adilas-data0"), "acme.json"), others),
      ...on("ListBucket", arn(list("adilas-data0")), others),
    ];
    expect(await thatAre("allowed", unwanted, may)).toEqual([]);
  });

  it("reads no secret, whatever tags it carries", async () => {
    const logins = world.flatMap(({ name, environment: { name: environment }, region }) =>
      ["adilas-data0", "adilas-shared"].includes(name)
        ? {
            action: "secretsmanager:GetSecretValue",
            resource: `arn:aws:secretsmanager:${region}:${account}:secret:adilas/data0/corporations/acme-AbCdEf`,
            context: { "aws:ResourceTag/System": "adilas", "aws:ResourceTag/Environment": environment },
          }
        : [],
    );
    expect(logins).toHaveLength(2);
    expect(await thatAre("allowed", logins, may)).toEqual([]);
  });
});

describe.each(["data0", "data1", "data2"])("Lucee of %s", (stack) => {
  const deployed = world.find(({ name }) => name === `adilas-${stack}`)!;
  const lucee = (request: Request) => mayDo(ownRole(deployed, "lucee-blue"), request);
  const uploads = arn(`adilas-shared-uploads-${account}`);
  const put = (folder: string) => on("PutObject DeleteObject", `${uploads}/${folder}acme/images/a.jpg`);

  it("uploads into its own stack's folder, and into no other", async () => {
    expect(await thatAre("denied", put(`${stack}/`), lucee)).toEqual([]);
    const others = ["data0/", "data1/", "data2/", "data3/", "", "shared/", `${stack}0/`, `../${stack}/`];
    const unwanted = others.filter((folder) => folder !== `${stack}/`).flatMap(put);
    expect(await thatAre("allowed", unwanted, lucee)).toEqual([]);
  });

  it("reads nobody's uploads, and no other stack's corporations", async () => {
    const [other] = ["data0", "data1"].filter((name) => name !== stack);
    const unwanted = [
      ...on("GetObject", `${uploads}/${stack}/acme/images/a.jpg`),
      ...on("GetObject PutObject", arn(media(`adilas-${other}`), "a.jpg")),
      ...on("GetObject", arn(list(`adilas-${other}`), "acme.json")),
    ];
    expect(await thatAre("allowed", unwanted, lucee)).toEqual([]);
  });
});
