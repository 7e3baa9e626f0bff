import { inProject, SETTINGS } from "../manifest/project";
import { type Arguments, synthesize } from "../stacks/template";

/** A system that says of everything only what it must. */
const MANIFEST = `
system: plain
region: us-west-2
domain: plain.org
images:
  app: { build: { context: docker/app } }
databases:
  main:    { engine: postgres, version: "16", instance: db.t4g.micro, database: main }
  cluster: { engine: aurora-mysql, version: "8.0", instance: db.t4g.medium, database: cluster }
caches:
  redis: { engine: redis, node: cache.t4g.micro }
buckets:
  files: { cors: { origins: ["https://plain.org"] } }
tenants:
  customers: { bucket: { cors: { origins: ["https://plain.org"] } }, of: { acme: {} } }
tables:
  ledger: { key: { name: id }, sort: { name: time } }
queues:
  work: {}
fileSystems:
  shared: {}
userPools:
  people:
    hosted: { prefix: "people-\${environment}" }
    clients: { web: { callbacks: ["https://plain.org/in"] } }
capacities:
  big: { instances: [m6i.large], max: 2 }
loadBalancer: { firewall: { rate: {} } }
services:
  web:
    image: app
    port: 80
    health: { command: check }
    expose: { host: "www.\${domain}" }
  worker:
    scale: { max: 5, queue: { of: work } }
    uses: { work: receive }
    containers:
      main: { image: app, health: { command: check } }
  mover:
    image: app
    scale: { max: 2, cpu: 50 }
  heavy:
    image: app
    capacity: big
functions:
  resize:
    image: app
    uses: { work: receive }
    triggers: [{ queue: work }, { schedule: rate(1 hour) }]
jobs:
  nightly: { service: mover, command: [tidy], schedule: cron(0 4 * * ? *) }
operations:
  notify: [{ email: us@plain.org }]
  budget: { monthly: 100 }
environments:
  prod: {}
  cdn: { domain: cdn.plain.org, loadBalancer: { cloudFront: {} } }
pipelines:
  main:
    connection: github
    repository: plain/plain
    branch: main
    test: { run: [npm test] }
    stages: [{ deploy: prod, role: "arn:aws:iam::111122223333:role/deploy" }]
`;

const FILES = {
  "drydock.yaml": SETTINGS,
  "deployments/plain.yaml": MANIFEST,
  "docker/app/Dockerfile": "FROM scratch\n",
};

const stacks = inProject(FILES, (root) => synthesize(root));

/** A layer of the system, or of its environments. */
export const { registry, images, pipelines, network, data, service, operations, behindCloudFront } = {
  registry: stacks["plain-registry"]!,
  images: stacks["plain-images"]!,
  pipelines: stacks["plain-pipelines"]!,
  network: stacks["plain-prod-network"]!,
  data: stacks["plain-prod-data"]!,
  service: stacks["plain-prod-service"]!,
  operations: stacks["plain-prod-operations"]!,
  behindCloudFront: stacks["plain-cdn-service"]!,
};

/** A promise: a field's path in the manifest, what holds without it, what AWS gets, and what that must be. */
export type Promised = readonly [field: string, promise: string, actual: () => unknown, expected: unknown];

/** A container of a service. */
export function container(of: string, name = of): Arguments {
  const text = service.one("aws_ecs_task_definition", `${of}_task_definition_task`)["container_definitions"];
  return (JSON.parse(text) as Arguments[]).find((one) => one["name"] === name)!;
}
