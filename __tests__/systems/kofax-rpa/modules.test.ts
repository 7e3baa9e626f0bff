import { synthesize } from "../../stacks/template";
import {
  container,
  containers,
  ecs,
  edges,
  injected,
  layer,
  output,
  own,
  type Stacks,
  secretKey,
  services,
  task,
  variables,
  withAll,
} from "./kofax-rpa";

// The facts of Kofax RPA, one promise each.
describe("the modules", () => {
  const kapplets = synthesize(undefined, "kofax-rpa-prod", "kapplets");
  const synchronizer = synthesize(undefined, "kofax-rpa-prod", "synchronizer");
  const robotFileSystem = synthesize(undefined, "kofax-rpa-prod", "robotFileSystem");

  /** Resources of prod that a module changes or takes away. */
  function changed(stacks: Stacks): string[] {
    return Object.entries(own)
      .filter(([name]) => !name.startsWith("kofax-rpa-poc"))
      .flatMap(([name, template]) =>
        template.addresses().flatMap((address) => {
          const [type, resource] = address.split(".") as [string, string];
          const other = stacks[name]?.all(type)[resource];
          return JSON.stringify(other) === JSON.stringify(template.all(type)[resource]) ? [] : [`${name} ${address}`];
        }),
      );
  }

  it("are off but for prod's database", () => {
    expect(services("prod", withAll).sort()).toEqual([
      "kapplets",
      "management-console",
      "roboserver",
      "robot-file-system",
      "rotation",
      "synchronizer",
    ]);
    expect(Object.keys(own["kofax-rpa-registry"]!.all("aws_ecr_repository"))).toHaveLength(2);
  });

  it("Kapplets and the Synchronizer change nothing that is there", () => {
    expect(changed(kapplets)).toEqual([]);
    expect(changed(synchronizer)).toEqual([]);
  });

  it("the Robot File System changes the console's task, which is told of it, and nothing else", () => {
    expect(changed(robotFileSystem)).toEqual([
      "kofax-rpa-prod-service aws_ecs_task_definition.management-console_task_definition_task",
    ]);
    expect(variables(container("prod", "management-console", robotFileSystem))).toMatchObject({
      SETTINGS_ENTRY_KEY_9: "RFS_USE",
      SETTINGS_ENTRY_VALUE_9: "true",
      SETTINGS_ENTRY_KEY_10: "RFS_URL",
      SETTINGS_ENTRY_VALUE_10: "http://robot-file-system.prod.kofax-rpa.internal:8080/",
    });
  });

  it.each([
    ["ldap", "management-console"],
    ["httpTrafficLog", "roboserver"],
    ["userActionLog", "roboserver"],
  ])("%s changes the task of %s and what that may read, and nothing else", (module, service) => {
    const stacks = synthesize(undefined, "kofax-rpa-prod", module);
    const addresses = changed(stacks).map((address) => address.replace("kofax-rpa-prod-service ", ""));
    const policy = `aws_iam_role_policy.${service}_task_execution_policy`;
    expect(addresses.filter((address) => address !== policy)).toEqual([
      `aws_ecs_task_definition.${service}_task_definition_task`,
    ]);
  });

  it("LDAP takes the developer away, keeps the console's own administrator, and has its password as a secret", () => {
    const definition = container("prod", "management-console", withAll);
    expect(variables(definition)).toMatchObject({ LOGIN_USE_LDAP: "true", LOGIN_CREATE_ADMIN_USER: "true" });
    expect({ ...variables(definition), ...injected(definition) }).not.toHaveProperty("DEV_NAME");
    expect(injected(definition)["LOGIN_LDAP_DIRECTORY_PASSWORD_1"]).toBe(secretKey("directory", "PASSWORD"));
  });

  it("CloudFront alone reaches the load balancer, under the console's own host", () => {
    const service = layer("prod", "service", synthesize(undefined, "kofax-rpa-prod", "cloudFront"));
    expect(service.one("aws_lb")).toMatchObject({ internal: true, idle_timeout: 60 });
    expect(service.one("aws_cloudfront_distribution")).toMatchObject({ aliases: ["rpa.example.com"] });
    const ranges = Object.values(service.all("aws_vpc_security_group_ingress_rule")).filter(
      (rule) => rule["cidr_ipv4"],
    );
    expect(ranges).toEqual([]);
    const names = Object.values(service.all("aws_acm_certificate")).map((one) => one["subject_alternative_names"]);
    expect(names).toEqual([["*.rpa.example.com"], ["*.rpa.example.com"]]);
  });

  it("Kapplets have a database, OAuth with both public addresses, and a host of their own", () => {
    const definition = container("prod", "kapplets", kapplets);
    const [made] = containers("prod", "kapplets", kapplets).filter(({ name }) => name.startsWith("make-"));
    expect(variables(made!)["DATABASE"]).toBe("kapplets");
    expect(variables(definition)).toMatchObject({
      SPRING_DATASOURCE_URL: `jdbc:postgresql://${output("main_host")}:${output("main_port")}/kapplets?sslmode=require`,
      SPRING_DATASOURCE_DRIVERCLASSNAME: "org.postgresql.Driver",
      KAPPLETS_SERVICES_MC_CONNECTION_URL: "http://management-console.prod.kofax-rpa.internal:8080/",
      KAPPLETS_SERVICES_MC_CONNECTION_OAUTH_KAPPLETSBASEURL: "https://kapplets.rpa.example.com/",
      KAPPLETS_SERVICES_MC_CONNECTION_OAUTH_MCBASEURL: "https://rpa.example.com/",
    });
    const secrets = injected(definition);
    expect(secrets["KAPPLETS_SERVICES_MC_CONNECTION_OAUTH_CLIENTSECRET"]).toBe(
      injected(container("prod", "management-console", kapplets))["SERVICE_OAUTH_KAPPLETS_SECRET"],
    );
    const hosts = Object.values(layer("prod", "service", kapplets).all("aws_lb_listener_rule")).map(
      (rule) => rule["condition"][0].host_header.values[0],
    );
    expect(hosts.sort()).toEqual(["kapplets.rpa.example.com", "rpa.example.com"]);
  });

  it("the Synchronizer has its own user, its key as a secret, and SSH", () => {
    const definition = container("prod", "synchronizer", synchronizer);
    expect(injected(definition)).toEqual({
      SYNCHRONIZER_PASSWORD: injected(container("prod", "management-console"))["SYNCH_MC_PASSWORD"],
      SYNCHRONIZER_OAUTH_CLIENT_SECRET: secretKey("oauth", "SYNCHRONIZER"),
      SYNCHRONIZER_SSH_KEY: secretKey("git", "SYNCHRONIZER_SSH_KEY"),
      SYNCHRONIZER_KNOWN_HOSTS: secretKey("git", "SYNCHRONIZER_KNOWN_HOSTS"),
    });
    const out = Object.values(layer("prod", "service", synchronizer).all("aws_vpc_security_group_egress_rule"));
    expect(out.filter((rule) => rule["from_port"] === 22)).toMatchObject([
      { security_group_id: "${aws_security_group.synchronizer_network_group.id}" },
    ]);
  });

  it("the Robot File System keeps its files in EFS, encrypted at rest and on the way, through an access point", () => {
    expect(layer("prod", "data", robotFileSystem).one("aws_efs_file_system")).toMatchObject({ encrypted: true });
    expect(task("prod", "robot-file-system", robotFileSystem)["volume"]).toMatchObject([
      {
        efs_volume_configuration: {
          transit_encryption: "ENABLED",
          authorization_config: { access_point_id: output("robot-files_access_point"), iam: "ENABLED" },
        },
      },
    ]);
    const [mount] = container("prod", "robot-file-system", robotFileSystem)["mountPoints"];
    expect(mount.containerPath).toBe(
      variables(container("prod", "robot-file-system", robotFileSystem))["RFS_DATA_PATH"],
    );
    expect(edges("prod", robotFileSystem)).toEqual(
      expect.arrayContaining([
        "management-console to robot-file-system 8080",
        "roboserver to robot-file-system 8080",
        "robot-file-system to management-console 8080",
      ]),
    );
  });

  it("are each one task, which waits for the console", () => {
    for (const service of ["kapplets", "synchronizer", "robot-file-system"]) {
      expect(ecs("prod", service, withAll)).toMatchObject({ desired_count: 1, deployment_maximum_percent: 100 });
      expect(edges("prod", withAll)).toContain(`${service} to management-console 8080`);
    }
  });
});
