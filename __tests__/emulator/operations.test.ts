import { ACCOUNT, describeEmulated, type Emulator, startEmulator } from "./emulator";

describeEmulated("the emulated operations services", () => {
  let emulator: Emulator;
  beforeAll(async () => {
    emulator = await startEmulator();
  });
  afterAll(() => emulator.stop());

  const rest = async (service: string, method: string, path: string, body?: object) => {
    const json = { "content-type": "application/json" };
    const response = await emulator.fetch(service, method, path, body && JSON.stringify(body), json);
    return JSON.parse((await response.text()) || "{}");
  };

  test("save a logs query, change it by its id and delete it", async () => {
    const call = (operation: string, body: object) => emulator.json("logs", `Logs_20140328.${operation}`, body);
    const query = { name: "web/errors", queryString: "fields @message", logGroupNames: ["/web"] };
    const { queryDefinitionId } = await call("PutQueryDefinition", query);
    await call("PutQueryDefinition", { ...query, queryString: "fields @timestamp", queryDefinitionId });

    const saved = async () =>
      (await call("DescribeQueryDefinitions", { queryDefinitionNamePrefix: "web/" })).queryDefinitions;
    expect(await saved()).toMatchObject([{ ...query, queryString: "fields @timestamp", queryDefinitionId }]);
    await call("DeleteQueryDefinition", { queryDefinitionId });
    expect(await saved()).toEqual([]);
  });

  test("describe a composite alarm when its type is asked for, and only then", async () => {
    const call = (Action: string, parameters: Record<string, string>) =>
      emulator.query("monitoring", { Action, Version: "2010-08-01", ...parameters });
    await call("PutCompositeAlarm", { AlarmName: "both", AlarmRule: 'ALARM("one") AND ALARM("two")' });

    const named = { "AlarmNames.member.1": "both" };
    const asked = await call("DescribeAlarms", { ...named, "AlarmTypes.member.1": "CompositeAlarm" });
    expect(asked).toContain("<AlarmName>both</AlarmName>");
    expect(asked).toContain("<AlarmRule>ALARM(");
    expect(await call("DescribeAlarms", named)).not.toContain("<AlarmName>both</AlarmName>");
  });

  test("keep a backup plan's selections and its tags, and change the plan", async () => {
    const plan = (days: number) => ({
      BackupPlanName: "daily",
      Rules: [{ RuleName: "daily", TargetBackupVaultName: "vault", Lifecycle: { DeleteAfterDays: days } }],
    });
    const BackupPlanTags = { system: "probe" };
    const created = await rest("backup", "PUT", "/backup/plans/", { BackupPlan: plan(14), BackupPlanTags });
    const path = `/backup/plans/${created.BackupPlanId}`;
    const BackupSelection = { SelectionName: "tagged", IamRoleArn: `arn:aws:iam::${ACCOUNT}:role/backup` };
    const { SelectionId } = await rest("backup", "PUT", `${path}/selections/`, { BackupSelection });
    await rest("backup", "POST", path, { BackupPlan: plan(30) });

    expect(await rest("backup", "GET", `${path}/selections/${SelectionId}`)).toMatchObject({ BackupSelection });
    expect(await rest("backup", "GET", `/tags/${created.BackupPlanArn}`)).toEqual({ Tags: BackupPlanTags });
    const changed = await rest("backup", "GET", `${path}/`);
    expect(changed.BackupPlan.Rules[0].Lifecycle).toEqual({ DeleteAfterDays: 30 });
    expect(changed.BackupPlanId).toBe(created.BackupPlanId);
  });

  test("list no recovery points of a vault that exists", async () => {
    await rest("backup", "PUT", "/backup-vaults/vault", {});
    expect(await rest("backup", "GET", "/backup-vaults/vault/recovery-points/")).toEqual({ RecoveryPoints: [] });
  });

  test("switch a file system's backups on and off", async () => {
    const { FileSystemId } = await rest("elasticfilesystem", "POST", "/2015-02-01/file-systems", {
      CreationToken: "1",
    });
    const path = `/2015-02-01/file-systems/${FileSystemId}/backup-policy`;
    for (const Status of ["ENABLED", "DISABLED"]) {
      await rest("elasticfilesystem", "PUT", path, { BackupPolicy: { Status } });
      expect(await rest("elasticfilesystem", "GET", path)).toEqual({ BackupPolicy: { Status } });
    }
  });

  test("take a file system's resource policy away", async () => {
    const { FileSystemId } = await rest("elasticfilesystem", "POST", "/2015-02-01/file-systems", {
      CreationToken: "2",
    });
    const path = `/2015-02-01/file-systems/${FileSystemId}/policy`;
    await rest("elasticfilesystem", "PUT", path, { Policy: "{}" });
    expect(await rest("elasticfilesystem", "GET", path)).toEqual({ FileSystemId, Policy: "{}" });
    await rest("elasticfilesystem", "DELETE", path);
    expect((await emulator.fetch("elasticfilesystem", "GET", path)).status).toBe(404);
  });

  test("refuse to delete a user pool while it is protected", async () => {
    const call = (operation: string, body: object) =>
      emulator.json("cognito-idp", `AWSCognitoIdentityProviderService.${operation}`, body);
    const { UserPool } = await call("CreateUserPool", { PoolName: "users", DeletionProtection: "ACTIVE" });
    const UserPoolId = UserPool.Id;
    await expect(call("DeleteUserPool", { UserPoolId })).rejects.toThrow("deletion protection is activated");

    await call("UpdateUserPool", { UserPoolId, DeletionProtection: "INACTIVE" });
    await call("DeleteUserPool", { UserPoolId });
    await expect(call("DescribeUserPool", { UserPoolId })).rejects.toThrow("ResourceNotFoundException");
  });

  test("switch an instance's detailed monitoring on and off", async () => {
    const call = (Action: string, parameters: Record<string, string>) =>
      emulator.query("ec2", { Action, Version: "2016-11-15", ...parameters });
    const run = await call("RunInstances", { ImageId: "ami-12c6146b", MinCount: "1", MaxCount: "1" });
    const instance = { "InstanceId.1": /<instanceId>(.*?)</.exec(run)![1]! };
    const state = async () => /<monitoring>\s*<state>(.*?)</.exec(await call("DescribeInstances", instance))![1];

    await call("MonitorInstances", instance);
    expect(await state()).toBe("enabled");
    await call("UnmonitorInstances", instance);
    expect(await state()).toBe("disabled");
  });

  test("keep a budget's subscribers", async () => {
    const call = (operation: string, body: object) =>
      emulator.json("budgets", `AWSBudgetServiceGateway.${operation}`, {
        AccountId: ACCOUNT,
        BudgetName: "monthly",
        ...body,
      });
    const limit = { BudgetLimit: { Amount: "100", Unit: "USD" }, TimeUnit: "MONTHLY", BudgetType: "COST" };
    const Notification = { NotificationType: "ACTUAL", ComparisonOperator: "GREATER_THAN", Threshold: 80 };
    const subscriber = (Address: string) => ({ SubscriptionType: "EMAIL", Address });
    const NotificationsWithSubscribers = [{ Notification, Subscribers: [subscriber("one@example.org")] }];
    await call("CreateBudget", { Budget: { BudgetName: "monthly", ...limit }, NotificationsWithSubscribers });
    await call("CreateSubscriber", { Notification, Subscriber: subscriber("two@example.org") });
    await call("DeleteSubscriber", { Notification, Subscriber: subscriber("one@example.org") });

    const { Subscribers } = await call("DescribeSubscribersForNotification", { Notification });
    expect(Subscribers).toEqual([subscriber("two@example.org")]);
  });

  test("answer a function's logging and dead letter queue as created and as changed", async () => {
    const role = { RoleName: "resize", AssumeRolePolicyDocument: "{}", Action: "CreateRole", Version: "2010-05-08" };
    await emulator.query("iam", role);
    const logging = (ApplicationLogLevel: string) => ({ LogFormat: "JSON", ApplicationLogLevel });
    const DeadLetterConfig = { TargetArn: `arn:aws:sqs:us-east-1:${ACCOUNT}:dead` };
    await rest("lambda", "POST", "/2015-03-31/functions", {
      FunctionName: "resize",
      Role: `arn:aws:iam::${ACCOUNT}:role/resize`,
      Code: { ImageUri: `${ACCOUNT}.dkr.ecr.us-east-1.amazonaws.com/resize:1` },
      PackageType: "Image",
      LoggingConfig: logging("INFO"),
      DeadLetterConfig,
    });
    const path = "/2015-03-31/functions/resize/configuration";
    const group = { LogGroup: "/aws/lambda/resize" };
    expect(await rest("lambda", "GET", path)).toMatchObject({
      DeadLetterConfig,
      LoggingConfig: { ...logging("INFO"), ...group },
    });

    await rest("lambda", "PUT", path, { LoggingConfig: logging("WARN") });
    expect(await rest("lambda", "GET", path)).toMatchObject({
      DeadLetterConfig,
      LoggingConfig: { ...logging("WARN"), ...group },
    });
  });

  test("find a mail identity's tags by its ARN, and whether a configuration set sends", async () => {
    const Tags = [{ Key: "system", Value: "probe" }];
    await rest("ses", "POST", "/v2/email/identities", { EmailIdentity: "example.org", Tags });
    const arn = encodeURIComponent(`arn:aws:ses:us-east-1:${ACCOUNT}:identity/example.org`);
    expect(await rest("ses", "GET", `/v2/email/tags?ResourceArn=${arn}`)).toEqual({ Tags });

    const set = { ConfigurationSetName: "set", SendingOptions: { SendingEnabled: false } };
    await rest("ses", "POST", "/v2/email/configuration-sets", set);
    const answer = await rest("ses", "GET", "/v2/email/configuration-sets/set");
    expect(answer).toMatchObject(set);
    expect(answer).not.toHaveProperty("TrackingOptions");
  });

  test("give a domain three keys of DKIM, and the time they were made as a number", async () => {
    const settings = {
      EmailIdentity: "mail.example.org",
      DkimSigningAttributes: { NextSigningKeyLength: "RSA_2048_BIT" },
    };
    const { DkimAttributes } = await rest("ses", "POST", "/v2/email/identities", settings);
    expect(DkimAttributes).toMatchObject({
      Tokens: Array(3).fill(expect.stringMatching(/^[0-9a-f]{32}$/)),
      CurrentSigningKeyLength: "RSA_2048_BIT",
      LastKeyGenerationTimestamp: expect.any(Number),
    });
    expect(new Set(DkimAttributes.Tokens).size).toBe(3);
  });
});
