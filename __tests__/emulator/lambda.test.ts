import { ACCOUNT, describeEmulated, type Emulator, startEmulator } from "./emulator";

describeEmulated("a function from an image", () => {
  let emulator: Emulator;
  beforeAll(async () => {
    emulator = await startEmulator();
    await emulator.query("iam", {
      Action: "CreateRole",
      Version: "2010-05-08",
      RoleName: "function",
      AssumeRolePolicyDocument: JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }],
      }),
    });
  });
  afterAll(() => emulator.stop());

  async function call(method: string, path: string, body?: object): Promise<any> {
    const response = await emulator.fetch("lambda", method, path, body && JSON.stringify(body));
    const text = await response.text();
    if (!response.ok) throw new Error(text);
    return JSON.parse(text || "{}");
  }

  const create = (FunctionName: string, settings: object = {}) =>
    call("POST", "/2015-03-31/functions", {
      FunctionName,
      Role: `arn:aws:iam::${ACCOUNT}:role/function`,
      PackageType: "Image",
      Code: { ImageUri: `${ACCOUNT}.dkr.ecr.us-east-1.amazonaws.com/shop/resize:1` },
      ...settings,
    });
  const configuration = (name: string) => call("GET", `/2015-03-31/functions/${name}/configuration`);

  test("says nothing of its image's settings when nothing overrides them", async () => {
    await create("plain");
    expect(await configuration("plain")).not.toHaveProperty("ImageConfigResponse");
  });

  test("has the settings it was made with until they change", async () => {
    await create("set", { ImageConfig: { Command: ["a"] } });
    expect((await configuration("set")).ImageConfigResponse.ImageConfig.Command).toEqual(["a"]);
    await call("PUT", "/2015-03-31/functions/set/configuration", {
      ImageConfig: { Command: ["b"], EntryPoint: ["/c"] },
    });
    expect((await configuration("set")).ImageConfigResponse.ImageConfig).toEqual({
      Command: ["b"],
      EntryPoint: ["/c"],
    });
    await call("PUT", "/2015-03-31/functions/set/configuration", { ImageConfig: {} });
    expect(await configuration("set")).not.toHaveProperty("ImageConfigResponse");
  });

  test("tries events as the last configuration says", async () => {
    await create("events");
    const path = "/2019-09-25/functions/events/event-invoke-config";
    await call("PUT", path, { MaximumRetryAttempts: 2 });
    await call("PUT", path, { MaximumRetryAttempts: 0 });
    expect(await call("GET", path)).toMatchObject({ MaximumRetryAttempts: 0 });
    await call("DELETE", path);
    await expect(call("GET", path)).rejects.toThrow(/ResourceNotFound/);
  });
});
