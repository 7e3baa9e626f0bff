import { readFileSync } from "node:fs";
import { join } from "node:path";

const DOCS = join(__dirname, "../../docs");
const GUIDE = readFileSync(join(DOCS, "from-aws-copilot.md"), "utf8");

type Schema = {
  readonly properties?: Record<string, Schema>;
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly $ref?: string;
};
const MANIFEST = JSON.parse(readFileSync(join(DOCS, "manifest.schema.json"), "utf8")) as Schema & {
  readonly $defs?: Record<string, Schema>;
};

/** The alternatives that a schema stands for. */
function alternatives(schema: Schema): Schema[] {
  const target = schema.$ref === undefined ? schema : MANIFEST.$defs![schema.$ref.split("/").at(-1)!]!;
  return target.anyOf ? target.anyOf.flatMap(alternatives) : [target];
}

function hasField(schema: Schema, [first, ...rest]: readonly string[]): boolean {
  if (first === undefined) return true;
  return alternatives(schema).some((one) => {
    const named = first === "<name>" ? one.additionalProperties : one.properties?.[first];
    return typeof named === "object" && hasField(named, rest);
  });
}

/** The rows of the section's tables, by cell. */
function rows(section: string): string[][] {
  const [, text] = GUIDE.split(`\n## ${section}\n`);
  return text!
    .split("\n## ")[0]!
    .split("\n")
    .filter((line) => line.startsWith("| `"))
    .map((line) => line.split(/(?<!\\)\|/).map((cell) => cell.trim()))
    .map(([, ...cells]) => cells);
}

const code = (cell: string) => [...cell.matchAll(/`([^`]+)`/g)].map(([, text]) => text!);

/** Names of fields among what is written as code: neither samples of YAML nor values. */
const fields = (cell: string) => code(cell).filter((text) => /^[a-zA-Z]+(\.([a-zA-Z]+|<name>))*$/.test(text));

test("names only fields that the manifest has", () => {
  const named = rows("Fields").flatMap(([, here]) => fields(here!));
  expect(named.length).toBeGreaterThan(70);
  const unknown = named.filter(
    (field) =>
      !hasField(MANIFEST, field.split(".")) && !hasField(MANIFEST, ["services", "<name>", ...field.split(".")]),
  );
  expect(unknown).toEqual([]);
});

test("says of every field where it went, or that it is not there", () => {
  const silent = rows("Fields").filter(
    ([, here, note]) => !/`|not yet|always|never|the name under/.test(`${here} ${note}`),
  );
  expect(silent.map(([copilot]) => copilot)).toEqual([]);
});

// Every field of the four kinds of workloads (https://aws.github.io/copilot-cli/docs/manifest/overview/, 1.33.2), without the
// fields below those that are gaps as a whole.
test.each([
  ["name", "type", "exec", "platform", "environments", "taskdef_overrides", "observability.tracing", "env_file"],
  [
    "http.path",
    "http.alb",
    "http.alias",
    "http.hosted_zone",
    "http.stickiness",
    "http.version",
    "http.additional_rules",
  ],
  ["http.target_container", "http.target_port", "http.allowed_source_ips", "http.redirect_to_https", "nlb"],
  ["http.deregistration_delay", "http.healthcheck.port", "http.healthcheck.grace_period", "deployment.rollback_alarms"],
  ["image.build", "image.location", "image.credentials", "image.labels", "image.depends_on", "image.port"],
  ["cpu", "memory", "count", "count.spot", "count.range", "count.range.spot_from", "count.cooldown.in"],
  ["count.cpu_percentage", "count.response_time", "count.queue_delay.acceptable_latency", "entrypoint", "command"],
  ["network.connect", "network.vpc.placement", "network.vpc.security_groups", "variables", "secrets"],
  ["storage.ephemeral", "storage.readonly_fs", "storage.volumes.<name>.efs", "logging.retention", "logging.image"],
  ["publish.topics.name", "publish.topics.fifo", "subscribe.topics.name", "subscribe.topics.filter_policy"],
  ["subscribe.queue.delay", "subscribe.queue.retention", "subscribe.queue.timeout", "subscribe.queue.fifo"],
  ["subscribe.queue.dead_letter.tries", "on.schedule", "timeout", "retries"],
  ["sidecars.<name>.essential", "sidecars.<name>.mount_points.source_volume", "sidecars.<name>.depends_on"],
])("has a row for %s and others", (...names) => {
  const known = rows("Fields").flatMap(([copilot]) => code(copilot!));
  expect(names.filter((name) => !known.includes(name))).toEqual([]);
});
