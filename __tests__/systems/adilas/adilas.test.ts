import { of, STACKS, stacks } from "./adilas";

describe("what is universal", () => {
  it("exists once: one pool of people, and no stack has one", () => {
    expect(Object.keys(of("shared", "data").all("aws_cognito_user_pool"))).toEqual(["people_pool"]);
    for (const stack of STACKS) expect(of(stack, "data").all("aws_cognito_user_pool")).toEqual({});
  });

  it("is what each stack has a client of its own in, for both of its addresses", () => {
    const clients = STACKS.map((stack) =>
      of(stack, "data").one("aws_cognito_user_pool_client", "people_client_lucee_app"),
    );
    expect(clients).toMatchObject(
      STACKS.map((stack) => ({
        name: `adilas-${stack}-lucee`,
        allowed_oauth_flows: ["code"],
        allowed_oauth_scopes: ["openid", "email"],
        callback_urls: [stack, `test-${stack}`].map((host) => `https://${host}.adilas.biz/top_secret/oauth_login.cfm`),
      })),
    );
    expect(clients.every(({ generate_secret }) => generate_secret === false)).toBe(true);
  });

  it("signs people in by the code flow, with the scopes openid and email, at a domain of its own", () => {
    expect(Object.values(of("shared", "data").all("aws_cognito_user_pool_client"))).toEqual([
      expect.objectContaining({
        allowed_oauth_flows: ["code"],
        allowed_oauth_scopes: ["openid", "email"],
        callback_urls: ["https://new.adilas.biz/top_secret/oauth_login.cfm"],
      }),
    ]);
    expect(of("shared", "data").one("aws_cognito_user_pool_domain")["domain"]).toBe("universe.adilas.biz");
  });

  it("sends mail from a domain that DKIM proves", () => {
    expect(of("shared", "data").one("aws_sesv2_email_identity")["email_identity"]).toBe("adilas.biz");
  });

  it("takes uploads in one bucket, for some weeks, and resizes them with one function", () => {
    const { bucket } = of("shared", "data").one("aws_s3_bucket", "uploads_bucket");
    expect(bucket).toBe("adilas-shared-uploads-555555555555");
    const rules = of("shared", "data").one("aws_s3_bucket_lifecycle_configuration")["rule"];
    expect(rules).toContainEqual(expect.objectContaining({ id: "expire", expiration: [{ days: 42 }] }));
    expect(of("shared", "service").one("aws_lambda_function")).toMatchObject({
      function_name: "adilas-shared-resize",
      memory_size: 1769,
      timeout: 120,
    });
    expect(of("shared", "service").one("aws_s3_bucket_notification")["lambda_function"]).toHaveLength(1);
    for (const stack of STACKS) {
      expect(
        of(stack, "data")
          .addresses()
          .filter((address) => address.includes("uploads")),
      ).toEqual([]);
      expect(of(stack, "service").all("aws_lambda_function")).toEqual({});
    }
  });

  it("knows every stack's corporations by the pattern of their names, and reads no stack's state", () => {
    const { corporations_directory: directory } = of("shared", "data").json["output"];
    expect(directory.value).toBe("adilas-*-corporations-555555555555");
    expect(Object.keys(of("shared", "data").all("aws_s3_bucket"))).toEqual(["uploads_bucket"]);
    for (const layer of ["data", "service"]) {
      const states = Object.values(of("shared", layer).json["data"]?.terraform_remote_state ?? {});
      const keys = states.map(({ config }: any) => config.key);
      expect(keys.filter((key) => !/^adilas\/(shared\/|registry\.)/.test(key))).toEqual([]);
    }
  });

  it("has nothing of a stack", () => {
    expect(of("shared", "data").all("aws_rds_cluster")).toEqual({});
    expect(of("shared", "service").all("aws_ecs_service")).toEqual({});
  });
});

describe("the pipeline", () => {
  const pipeline = stacks["adilas-pipelines"]!.one("aws_codepipeline");
  const stages = pipeline["stage"] as { name: string; action: { name: string; category: string }[] }[];
  const steps = stages.map(({ name, action }) => [name, action.map(({ category }) => category)]);

  it("begins with a commit on Bitbucket", () => {
    expect(stacks["adilas-pipelines"]!.one("aws_codestarconnections_connection")["provider_type"]).toBe("Bitbucket");
  });

  it("tests, builds, deploys the colour that nobody sees, and asks before it becomes the live one", () => {
    expect(steps).toEqual([
      ["source", ["Source"]],
      ["test", ["Build"]],
      ["images", ["Build"]],
      ["to-data0", ["Build"]],
      ["to-switch", ["Build", "Approval", "Build"]],
      ["to-data1", ["Build", "Approval", "Build"]],
      ["to-data2", ["Build", "Approval", "Build"]],
    ]);
  });
});
