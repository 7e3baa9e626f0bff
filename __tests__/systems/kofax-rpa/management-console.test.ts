import {
  container,
  ecs,
  injected,
  layer,
  output,
  own,
  published,
  secretKey,
  services,
  variables,
  withAll,
} from "./kofax-rpa";

// The facts of Kofax RPA, one promise each.
describe("the Management Console", () => {
  it("is asked for /Ping on 8080 by the load balancer, never for / on 80", () => {
    expect(layer("prod", "service").one("aws_lb_target_group")).toMatchObject({
      port: 8080,
      target_type: "ip",
      health_check: { path: "/Ping", port: "traffic-port", interval: 30 },
    });
  });

  it("survives a start of five minutes, by the load balancer and by its own health check", () => {
    expect(ecs("prod", "management-console")["health_check_grace_period_seconds"]).toBeGreaterThanOrEqual(600);
    // The command is healthy as long as its steps are within their limits, 900 s for the start.
    expect(container("prod", "management-console")["healthCheck"]).toEqual({
      command: ["CMD-SHELL", "/usr/local/lib/management-console/healthcheck.sh"],
      interval: 30,
      timeout: 30,
      retries: 3,
      startPeriod: 180,
    });
  });

  it("keeps a person's session for 30 minutes", () => {
    expect(layer("prod", "service").one("aws_lb_target_group")["stickiness"]).toMatchObject({
      enabled: true,
      type: "lb_cookie",
      cookie_duration: 1800,
    });
  });

  it.each([
    ["poc", "rpa-poc.example.com"],
    ["prod", "rpa.example.com"],
  ] as const)(
    "is behind HTTPS in %s, with a certificate for the host and whatever is below it",
    (environment, host) => {
      const service = layer(environment, "service");
      expect(service.one("aws_acm_certificate")).toMatchObject({
        domain_name: host,
        subject_alternative_names: [`*.${host}`],
        validation_method: "DNS",
      });
      const listeners = Object.values(service.all("aws_lb_listener")).map((listener) => [
        listener["port"],
        listener["protocol"],
        listener["default_action"][0].redirect?.protocol,
      ]);
      expect(listeners).toEqual(
        expect.arrayContaining([
          [443, "HTTPS", undefined],
          [80, "HTTP", "HTTPS"],
        ]),
      );
      expect(service.one("aws_lb_listener_rule")["condition"]).toEqual([{ host_header: { values: [host] } }]);
      expect(service.one("aws_route53_record", "management-console_name_record")["name"]).toBe(host);
      expect(variables(container(environment, "management-console"))).toMatchObject({
        SETTINGS_ENTRY_KEY_1: "BASE_URL",
        SETTINGS_ENTRY_VALUE_1: `https://${host}/`,
      });
    },
  );

  it("waits up to ten minutes for its database, and may open 100 connections to it", () => {
    expect(variables(container("prod", "management-console"))).toMatchObject({
      CONTEXT_RESOURCE_VALIDATIONQUERY: "SELECT 1",
      CONTEXT_RESOURCE_DRIVERCLASSNAME: "org.postgresql.Driver",
      CONTEXT_RESOURCE_MAXTOTAL: "100",
      CONTEXT_RESOURCE_MAXIDLE: "30",
      CONTEXT_CHECK_DATABASE_TIMEOUT: "600",
    });
  });

  it("has one cluster, Non Production, with as many licence units as there may be RoboServers", () => {
    for (const [environment, units] of [
      ["poc", "2"],
      ["prod", "5"],
    ] as const) {
      expect(variables(container(environment, "management-console"))).toMatchObject({
        SETTINGS_CLUSTER_COUNT: "1",
        SETTINGS_CLUSTER_NAME_1: "Non Production",
        SETTINGS_CLUSTER_PRODUCTION_1: "false",
        SETTINGS_CLUSTER_LICENSEUNITS_1: units,
      });
      const target = layer(environment, "service").one("aws_appautoscaling_target");
      expect(String(target["max_capacity"])).toBe(units);
    }
  });

  it("has as many settings as it counts, each with a key and a value, also with every module", () => {
    for (const [environment, stacks] of [
      ["poc", own],
      ["prod", own],
      ["prod", withAll],
    ] as const) {
      const definition = container(environment, "management-console", stacks);
      const known = { ...variables(definition), ...injected(definition) };
      const count = Number(known["SETTINGS_ENTRY_COUNT"]);
      const numbers = Array.from({ length: count }, (_, index) => index + 1);
      expect(
        Object.keys(known)
          .filter((name) => name.startsWith("SETTINGS_ENTRY_"))
          .sort(),
      ).toEqual(
        [
          "SETTINGS_ENTRY_COUNT",
          ...numbers.flatMap((n) => [`SETTINGS_ENTRY_KEY_${n}`, `SETTINGS_ENTRY_VALUE_${n}`]),
        ].sort(),
      );
    }
  });

  it("is given its passwords and the licence by ECS, and no value of them is in its task", () => {
    const definition = container("prod", "management-console");
    const secrets = {
      MC_ADMIN_PASSWORD: secretKey("passwords", "MC_ADMIN_PASSWORD"),
      DEV_PASSWORD: secretKey("passwords", "DEV_PASSWORD"),
      ROBOSERVER_MC_PASSWORD: secretKey("passwords", "ROBOSERVER_MC_PASSWORD"),
      SYNCH_MC_PASSWORD: secretKey("passwords", "SYNCH_MC_PASSWORD"),
      CONFIG_LICENSE_NAME: secretKey("licence", "NAME"),
      CONFIG_LICENSE_EMAIL: secretKey("licence", "EMAIL"),
      CONFIG_LICENSE_COMPANY: secretKey("licence", "COMPANY"),
      CONFIG_LICENSE_PRODUCTIONKEY: secretKey("licence", "PRODUCTIONKEY"),
      CONFIG_LICENSE_NONPRODUCTIONKEY: secretKey("licence", "NONPRODUCTIONKEY"),
      SERVICE_OAUTH_KAPPLETS_SECRET: secretKey("oauth", "KAPPLETS"),
      SERVICE_OAUTH_SYNCHRONIZER_SECRET: secretKey("oauth", "SYNCHRONIZER"),
      SERVICE_OAUTH_DAS_SECRET: secretKey("oauth", "DAS"),
      CONTEXT_RESOURCE_PASSWORD: `${output("scheduler_secret_arn")}:password::`,
    };
    expect(injected(definition)).toMatchObject(secrets);
    for (const name of Object.keys(secrets)) expect(variables(definition)).not.toHaveProperty(name);
  });

  it.each(["poc", "prod"] as const)(
    "is set up in %s from a backup with this environment's addresses",
    async (environment) => {
      const host = environment === "poc" ? "rpa-poc.example.com" : "rpa.example.com";
      expect(layer(environment, "data").one("aws_s3_object")["key"]).toBe("Backup.zip");
      expect(await published(environment)).toContain(`https://${host}/`);
    },
  );

  it("reads the backup from a bucket with old versions that nobody else of the system reads", () => {
    expect(variables(container("prod", "management-console"))["MC_BACKUP_S3_URI"]).toBe(
      `s3://${output("backups_name")}/Backup.zip`,
    );
    expect(layer("prod", "data").one("aws_s3_bucket_versioning")["versioning_configuration"]).toMatchObject({
      status: "Enabled",
    });
    const readers = services("prod", withAll).filter((service) =>
      layer("prod", "service", withAll)
        .statements(`${service}_task_role_policy`)
        .some((statement) => statement["Effect"] === "Allow" && JSON.stringify(statement).includes("backups_arn")),
    );
    expect(readers).toEqual(["management-console"]);
  });

  it("is given two minutes to stop", () => {
    expect(container("prod", "management-console")["stopTimeout"]).toBe(120);
  });
});
