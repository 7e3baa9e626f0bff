import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { KEEPS_LIVE } from "../../../kinds/service/stack/paired-routes";
import { synthesize, type Template } from "../../stacks/template";

const EVERYTHING = resolve(__dirname, "../../fixtures/everything");
const MANIFEST = "deployments/everything.yaml";
const layers = synthesize(EVERYTHING, "everything-prod");
const service = layers["everything-prod-service"]!;

/** Synthesizes the fixture with one passage of its manifest replaced. */
function changed(passage: string, replacement: string): Record<string, Template> {
  const root = mkdtempSync(join(tmpdir(), "blue-green-"));
  try {
    cpSync(EVERYTHING, root, { recursive: true });
    const text = readFileSync(join(root, MANIFEST), "utf8");
    expect(text.split(passage)).toHaveLength(2);
    writeFileSync(join(root, MANIFEST), text.replace(passage, replacement));
    return synthesize(root, "everything-prod");
  } finally {
    rmSync(root, { recursive: true });
  }
}

/** Host of a rule, and what per cent of its requests each colour gets. */
function weights(template: Template, rule: string): Record<string, unknown> {
  const { condition, action } = template.one("aws_lb_listener_rule", `front_door_shop-front_${rule}`);
  const groups = action[0].forward.target_group as { arn: string; weight: number }[];
  const colour = ({ arn }: { arn: string }) => /_(blue|green)\.arn/.exec(arn)![1]!;
  return {
    host: condition[0].host_header.values[0],
    ...Object.fromEntries(groups.map((group) => [colour(group), group.weight])),
    ...(action[0].forward.stickiness && { stays: action[0].forward.stickiness.duration }),
  };
}

describe("a pair of services", () => {
  it("is live at one host, and tried at the other", () => {
    expect(weights(service, "live")).toEqual({ host: "shop.everything.example.org", blue: 100, green: 0 });
    expect(weights(service, "test")).toEqual({ host: "test.shop.everything.example.org", blue: 0, green: 100 });
  });

  it("pins an image for each colour", () => {
    const image = (name: string) =>
      JSON.parse(service.one("aws_ecs_task_definition", `${name}_task_definition_task`)["container_definitions"])[0]
        .image;
    expect(image("front-blue")).toMatch(/:v44$/);
    expect(image("front-green")).toMatch(/:v45$/);
  });

  it("lets ECS wait for the rules, without which it takes no target group", () => {
    expect(service.one("aws_ecs_service", "front-green_ecs_service")["depends_on"]).toEqual(
      expect.arrayContaining([
        "aws_lb_listener_rule.front_door_shop-front_live",
        "aws_lb_listener_rule.front_door_shop-front_test",
      ]),
    );
  });

  it("has both names in DNS and in the certificate", () => {
    const names = Object.values(service.all("aws_route53_record")).map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(["shop.everything.example.org", "test.shop.everything.example.org"]));
  });
});

describe("the switch", () => {
  const switched = changed("live: blue", "live: green");

  it("makes the other colour live, and the first one the one that is tried", () => {
    const template = switched["everything-prod-service"]!;
    expect(weights(template, "live")).toEqual({ host: "shop.everything.example.org", blue: 0, green: 100 });
    expect(weights(template, "test")).toEqual({ host: "test.shop.everything.example.org", blue: 100, green: 0 });
  });

  it("touches the rules of its hosts and nothing else", () => {
    // The images layer names the folder of the project, which is another one here.
    const others = Object.entries(layers).filter(([name]) => !name.endsWith("-images"));
    const differing = others.flatMap(([name, before]) => {
      const after = switched[name]!;
      return before.addresses().filter((address) => {
        const [type, resource] = address.split(".") as [string, string];
        return JSON.stringify(before.one(type, resource)) !== JSON.stringify(after.one(type, resource));
      });
    });
    expect(differing.sort()).toEqual([
      "aws_lb_listener_rule.customer_domains_shop-customer-example_rule",
      "aws_lb_listener_rule.front_door_shop-front_live",
      "aws_lb_listener_rule.front_door_shop-front_test",
    ]);
  });
});

it("a shift gives the other colour some of the live visitors, who stay with it for an hour", () => {
  const template = changed("live: blue,", "live: blue, shift: 10,")["everything-prod-service"]!;
  expect(weights(template, "live")).toMatchObject({ blue: 90, green: 10, stays: 3600 });
  expect(weights(template, "test")).toMatchObject({ blue: 0, green: 100 });
});

describe("a deploy that keeps what is live", () => {
  const kept = synthesize(EVERYTHING, "everything-prod", undefined, { [KEEPS_LIVE]: true })["everything-prod-service"]!;

  it("leaves the two rules and those of customers' domains as they are, and nothing else", () => {
    const rules = [
      "front_door_shop-front_live",
      "front_door_shop-front_test",
      "customer_domains_shop-customer-example_rule",
    ];
    for (const rule of rules) {
      expect(kept.one("aws_lb_listener_rule", rule)["lifecycle"]).toEqual({ ignore_changes: ["action"] });
      delete kept.one("aws_lb_listener_rule", rule)["lifecycle"];
    }
    expect(kept.json).toEqual(service.json);
  });
});
