import { changed, complaints, SHOP } from "./project";

const HEAP = "    heap: { size: 400, variable: MAX_MEMORY }\n    image: web-image\n    environment: { STAGE";
const withHeap = changed("    image: web-image\n    environment: { STAGE", HEAP);

describe("a heap", () => {
  it("that leaves a quarter of the task's memory is right", () => {
    expect(complaints(withHeap.replace("size: 400", "size: 384"))).toEqual([]);
  });

  it("that is larger is a mistake, also where an environment makes the task smaller", () => {
    expect(complaints(withHeap)).toEqual([
      "deployments/shop.yaml:40:19 services.worker.heap.size: `400` MiB does not fit into the task's 512 MiB: heaps may have 75 % of it, 384 MiB; lower it, or give `size.memory` at least 534",
    ]);
    const small = withHeap
      .replace("    heap:", "    size: { memory: 1024 }\n    heap:")
      .replace("      web: { size: { memory: 2048 } }", "      worker: { size: { memory: 512 } }");
    expect(complaints(small)).toHaveLength(1);
  });

  it("counts with those of the task's other containers", () => {
    const both = changed(
      "        port: 6379\n",
      "        port: 6379\n        heap: { size: 500, variable: A }\n",
    ).replace("        port: 80\n", "        port: 80\n        heap: { size: 500, variable: A }\n");
    expect(complaints(both).map((line) => line.replace(/^.*?: /, ""))).toContain(
      "`500` MiB does not fit into the task's 1024 MiB together with the other heaps (1000 MiB): heaps may have 75 % of it, 768 MiB; lower it, or give `size.memory` at least 1334",
    );
  });

  it("is told to the program once", () => {
    const twice = withHeap.replace("size: 400", "size: 300").replace("{ STAGE", '{ MAX_MEMORY: "2048", STAGE');
    expect(complaints(twice)).toEqual([
      "deployments/shop.yaml:42:20 services.worker.environment.MAX_MEMORY: is given by `heap` already; take this line out",
    ]);
  });
});

describe("a limit of tasks", () => {
  const limited = (scale: string) =>
    complaints(
      changed(
        "    image: web-image\n    environment: { STAGE",
        `    scale: ${scale}\n    image: web-image\n    environment: { STAGE`,
      ),
    );

  it("holds the most tasks there may be", () => {
    expect(limited('{ max: 5, cpu: 50, limit: { tasks: 5, why: "licence units" } }')).toEqual([]);
    expect(limited('{ max: 6, cpu: 50, limit: { tasks: 5, why: "licence units" } }')).toEqual([
      "deployments/shop.yaml:40:19 services.worker.scale.max: `6` is above the limit of 5 (licence units); lower it, or raise `limit`",
    ]);
    expect(limited('{ min: 2, limit: { tasks: 1, why: "licence units" } }')).toHaveLength(1);
  });
});

describe("a certificate's names", () => {
  const named = (certificate: string) =>
    complaints(`${SHOP.replace("services:\n", `loadBalancer: { certificate: ${certificate} }\nservices:\n`)}`).map(
      (line) => line.replace(/^\S+ /, ""),
    );

  it("are those of all hosts, with a star for any first word", () => {
    expect(named('{ names: ["*.shop.org", "*.test.shop.org"] }')).toEqual([]);
    expect(named('{ names: ["*.shop.org", www.test.shop.org] }')).toEqual([]);
    expect(named('{ names: ["*.shop.org"] }')).toEqual([
      "services.web.expose.host: `www.test.shop.org` is none of the certificate's names (*.shop.org); add it to `loadBalancer.certificate.names`",
    ]);
  });

  it("are of a certificate that is requested, not of one that is there", () => {
    const message =
      "loadBalancer.certificate: needs exactly one of `existing` (one that ACM has issued) or `names` (of one that is requested)";
    expect(named("{}")).toEqual([message]);
    expect(named('{ existing: shop.org, names: ["*.shop.org", "*.test.shop.org"] }')).toEqual([message]);
  });
});

it("ports of the internet are others than 443, each once", () => {
  const reaching = (ports: string) =>
    complaints(
      changed(
        "    image: web-image\n    environment: { STAGE",
        `    internet: ${ports}\n    image: web-image\n    environment: { STAGE`,
      ),
    );
  expect(reaching("[80, 22]")).toEqual([]);
  expect(reaching("[443]")).toEqual([
    "deployments/shop.yaml:40:16 services.worker.internet[0]: `443` is open already; take it out",
  ]);
  expect(reaching("[80, 80]")).toEqual([
    "deployments/shop.yaml:40:15 services.worker.internet: has a port twice; name each once",
  ]);
});

it("a certificate that is named by its ARN is one, and is where the load balancer is", () => {
  const existing = (arn: string) =>
    complaints(
      changed("domain: shop.org\n", `domain: shop.org\nloadBalancer: { certificate: { existing: ${arn} } }\n`),
    );
  const arn = (region: string) => `arn:aws:acm:${region}:111111111111:certificate/6d5b0e4c-0f5a-4a57`;
  expect(existing(arn("us-west-2"))).toEqual([]);
  expect(existing(arn("us-east-1"))).toEqual([
    "deployments/shop.yaml:4:42 loadBalancer.certificate.existing: is in us-east-1, and the load balancer is in us-west-2; request one there",
  ]);
  expect(existing("arn:aws:iam::111111111111:server-certificate/shop")).toEqual([
    "deployments/shop.yaml:4:42 loadBalancer.certificate.existing: `arn:aws:iam::111111111111:server-certificate/shop` is not the ARN of a certificate; write it like arn:aws:acm:us-west-2:<account>:certificate/<id>",
  ]);
});

it("what a service loses is a tag's text", () => {
  const says = (text: string) =>
    complaints(
      changed(
        "    image: web-image\n    environment: { STAGE",
        `    losesData: ${text}\n    image: web-image\n    environment: { STAGE`,
      ),
    );
  expect(says("all of the shop - a trial")).toEqual([]);
  expect(says("everything; really!")).toHaveLength(1);
});
