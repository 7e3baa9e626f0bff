import { differences } from "../../bench/differences";
import type { Block, Stack } from "../../bench/synthesized";

const NOW = '${formatdate("hhmm", plantimestamp())}';

function stack(key: string, parts: Partial<Stack>): Stack {
  return { provider: { aws: [{ region: "us-west-2" }] }, terraform: { backend: { s3: { key } } }, ...parts };
}

/** Two stacks as Drydock makes them: layers hand on lists and constants by name. */
function drydock(task: Block = {}) {
  return {
    network: stack("network", {
      resource: {
        aws_vpc: { vpc_vpc: { cidr_block: "10.0.0.0/16", "//": { metadata: { path: "network/vpc/vpc" } } } },
        aws_subnet: {
          a: { cidr_block: "10.0.1.0/24", vpc_id: "${aws_vpc.vpc_vpc.id}" },
          c: { cidr_block: "10.0.2.0/24", vpc_id: "${aws_vpc.vpc_vpc.id}" },
        },
      },
      output: { subnet_ids: { value: ["${aws_subnet.a.id}", "${aws_subnet.c.id}"] } },
    }),
    service: stack("service", {
      data: { terraform_remote_state: { network: { config: { key: "network" } } } },
      resource: {
        aws_iam_role: { role: { name: "web", description: "What web may do" } },
        aws_task: {
          "web-task": {
            subnets: "${data.terraform_remote_state.network.outputs.subnet_ids}",
            role: "web",
            image: "${aws_repository.web.url}:0123456789ab",
            definition: '[{"name":"web","role":"${aws_iam_role.role.arn}"}]',
            made: `web-${NOW}`,
            depends_on: ["aws_iam_role.role"],
            ...task,
          },
        },
        aws_repository: { web: { name: "web" } },
      },
    }),
  };
}

/** The same stacks as plain CDKTF makes them: an output for each value, addresses with hashes. */
function plain(task: Block = {}) {
  return {
    network: stack("network", {
      resource: {
        aws_subnet: {
          "subnet-c_9F": { vpc_id: "${aws_vpc.main.id}", cidr_block: "10.0.2.0/24" },
          "subnet-a_77": { vpc_id: "${aws_vpc.main.id}", cidr_block: "10.0.1.0/24", depends_on: [] },
        },
        aws_vpc: { main: { cidr_block: "10.0.0.0/16" } },
      },
      output: {
        first: { value: "${aws_subnet.subnet-a_77.id}" },
        second: { value: "${aws_subnet.subnet-c_9F.id}" },
      },
    }),
    service: stack("service", {
      data: { terraform_remote_state: { other: { config: { key: "network", encrypt: true } } } },
      resource: {
        aws_repository: { images_11: { name: "web" } },
        aws_iam_role: { role_42: { name: "web", description: "Permissions of web" } },
        aws_task: {
          task_A1: {
            subnets: [
              "${data.terraform_remote_state.other.outputs.first}",
              "${data.terraform_remote_state.other.outputs.second}",
            ],
            role: "${aws_iam_role.role_42.name}",
            image: "${aws_repository.images_11.url}:ba9876543210",
            definition: '[{"role":"${aws_iam_role.role_42.arn}","name":"web"}]',
            made: `web-${NOW}`,
            depends_on: ["aws_iam_role.role_42"],
            ...task,
          },
        },
      },
    }),
  };
}

test("programs that make the same under other names are alike", () => {
  expect(differences({ drydock: drydock(), plain: plain() })).toEqual([]);
});

test("another argument is a difference, told once with both values", () => {
  const found = differences({ drydock: drydock({ cpu: 256 }), plain: plain({ cpu: 512 }) });
  expect(found).toHaveLength(1);
  expect(found[0]).toContain("service aws_task is not the same");
  expect(found[0]).toContain('"cpu":256');
  expect(found[0]).toContain('"cpu":512');
});

test("another argument within JSON is a difference", () => {
  const definition = '[{"role":"${aws_iam_role.role_42.arn}","name":"worker"}]';
  expect(differences({ drydock: drydock(), plain: plain({ definition }) })).toHaveLength(1);
});

test("the same list in another order is a difference", () => {
  const outputs = ["second", "first"].map((name) => `\${data.terraform_remote_state.other.outputs.${name}}`);
  expect(differences({ drydock: drydock(), plain: plain({ subnets: outputs }) })).not.toEqual([]);
});

test("a resource that only one program has is a difference, however many the other has of the type", () => {
  const [one, two] = [drydock(), plain()];
  one.network.resource!["aws_eip"] = { nat: { domain: "vpc" } };
  expect(differences({ drydock: one, plain: two })).toEqual(['network only Drydock has aws_eip {"domain":"vpc"}']);
  two.network.resource!["aws_eip"] = { first: { domain: "vpc" }, second: { domain: "vpc" } };
  expect(differences({ drydock: one, plain: two })).toEqual([
    'network only the plain program has aws_eip {"domain":"vpc"}',
  ]);
});

test("a resource that refers to another one of the same type is a difference", () => {
  const two = plain();
  two.network.output!["first"] = { value: "${aws_subnet.subnet-c_9F.id}" };
  two.network.output!["second"] = { value: "${aws_subnet.subnet-a_77.id}" };
  expect(differences({ drydock: drydock(), plain: two })).not.toEqual([]);
});

test("a stack that only one program has is a difference", () => {
  const { network } = plain();
  expect(differences({ drydock: drydock(), plain: { network } as never })).toEqual([
    "stacks: only Drydock has service",
  ]);
});

test("a value that only one program hands on is a difference", () => {
  const more = plain();
  more.network.output!["vpc"] = { value: "${aws_vpc.main.id}" };
  expect(differences({ drydock: drydock(), plain: more })).toHaveLength(1);
});

test("another backend is a difference", () => {
  const more = plain();
  (more.network.terraform.backend.s3 as Block)["encrypt"] = true;
  expect(differences({ drydock: drydock(), plain: more })[0]).toContain("network settings");
});
