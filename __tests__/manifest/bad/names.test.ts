import { format } from "../../../language/diagnostics/diagnostic";
import { changed, complaints, read, SHOP } from "../project";

describe("a name that AWS would not take, or that is another's already, is refused:", () => {
  it.each(["internal", "internal-x", "sg", "sg-shop", "sthree", "amzn-s3-demo-x"])("the system %s", (system) => {
    const lines = read({ [system]: SHOP.replace("system: shop", `system: ${system}`) }).diagnostics.map(format);
    expect(lines).toContain(
      `deployments/${system}.yaml:1:9 system: \`${system}\` begins as no load balancer, security group or bucket of AWS may begin; choose another name`,
    );
  });

  it.each(["alarms", "exec", "flow-logs", "group", "http-0", "https-12", "load-balancer", "namespace", "tunnel"])(
    "a service called %s, as a part of the environment is",
    (name) => {
      expect(complaints(changed("  worker:\n", `  ${name}:\n`))).toEqual([
        `deployments/shop.yaml:39:3 services.${name}: \`${name}\` is what a part of the environment itself is called; choose another name`,
      ]);
    },
  );

  it("a job called starter, as the role is that starts jobs", () => {
    const manifest = changed(
      "environments:\n",
      "jobs: { starter: { service: worker, command: [run] } }\nenvironments:\n",
    );
    expect(complaints(manifest)).toEqual([
      "deployments/shop.yaml:42:9 jobs.starter: `starter` is what a part of the environment itself is called; choose another name",
    ]);
  });

  it("a queue that is called like the dead letters of another", () => {
    const manifest = changed("email:\n", "queues: { work: {}, work-dead-letters: {} }\nemail:\n");
    expect(complaints(manifest)).toEqual([
      "deployments/shop.yaml:15:21 queues.work-dead-letters: `work-dead-letters` is what a part of queues.work is called; choose another name",
    ]);
  });

  it("a database that is called like an instance of another", () => {
    const aurora = "engine: aurora-postgresql, version: '16', database: shop, capacity: { min: 1, max: 2 }";
    const manifest = changed("email:\n", `caches: { more-1: { engine: redis, node: cache.t4g.micro } }\nemail:\n`);
    expect(complaints(changed("databases:\n", `databases:\n  more: { ${aurora} }\n`, manifest))).toEqual([
      "deployments/shop.yaml:16:11 caches.more-1: `more-1` is what a part of databases.more is called; choose another name",
    ]);
  });

  it("somebody who is told twice", () => {
    const manifest = changed(
      "disposable: true",
      "operations: { notify: [{ email: a@shop.org }, { email: a@shop.org }] }",
    );
    expect(complaints(manifest)).toEqual([
      "deployments/shop.yaml:45:51 environments.test.operations.notify[1]: is there twice; name everybody once",
    ]);
  });
});

describe("two environments of which one's name begins the other's", () => {
  const ENVIRONMENTS = [
    "environments:",
    "  prod: { domain: a.shop.org, services: { eu-worker: { image: web-image } } }",
    "  prod-eu: { domain: b.shop.org }",
  ];
  const manifest = `${SHOP.slice(0, SHOP.indexOf("environments:"))}${ENVIRONMENTS.join("\n")}\n`;

  it("cannot have things whose names in AWS are the same", () => {
    expect(complaints(manifest)).toEqual([
      "deployments/shop.yaml:39:3 services.worker: `shop-prod-eu-worker`, its name in AWS, is also one of shop-prod; choose another",
      "deployments/shop.yaml:43:43 environments.prod.services.eu-worker: `shop-prod-eu-worker`, its name in AWS, is also one of shop-prod-eu; choose another",
    ]);
  });

  it("may have them in different accounts", () => {
    const apart = manifest
      .replace("prod: {", 'prod: { account: "111111111111",')
      .replace("prod-eu: {", 'prod-eu: { account: "222222222222",');
    expect(complaints(apart)).toEqual([]);
  });
});
