import { changed, complaints } from "../project";

/** A worker that scales in some way, in a system with three queues. */
function worker(scale: string, queues = "jobs: { visibility: 10m }, running: {}, other: {}"): string {
  return changed(
    "  worker:\n    image: web-image\n",
    `  worker:\n    image: web-image\n    uses: { jobs: receive, running: send }\n    scale: ${scale}\n`,
    changed("\nservices:\n", `\nqueues: { ${queues} }\nservices:\n`),
  );
}

const AT = "services.worker.scale";

/** A mistake, how the worker scales, and the lines that say so. */
const CASES: ReadonlyArray<readonly [mistake: string, manifest: string, lines: readonly string[]]> = [
  [
    "a queue that is not there",
    worker("{ max: 3, queue: { of: jbos, alsoEmpty: [runing] } }"),
    [
      `43:35 ${AT}.queue.of: there is no queue \`jbos\`; did you mean \`jobs\`?`,
      `43:53 ${AT}.queue.alsoEmpty[0]: there is no queue \`runing\`; did you mean \`running\`?`,
    ],
  ],
  [
    "a queue that the service does not receive from",
    worker("{ max: 3, queue: { of: running } }"),
    [`43:35 ${AT}.queue.of: is not received from; add \`running: receive\` to \`uses\``],
  ],
  [
    "a queue that is named twice",
    worker("{ max: 3, queue: { of: jobs, alsoEmpty: [jobs, running, running] } }"),
    [
      `43:53 ${AT}.queue.alsoEmpty[0]: \`jobs\` is there already; take it out`,
      `43:68 ${AT}.queue.alsoEmpty[2]: \`running\` is there already; take it out`,
    ],
  ],
  [
    "two things that say how many tasks run",
    worker("{ max: 3, cpu: 70, queue: { of: jobs } }"),
    [`43:38 ${AT}.queue: \`cpu\` says how many tasks run, too; take one of them out`],
  ],
  [
    "a fixed number of tasks that follows a queue",
    worker("{ exactly: 1, queue: { of: jobs } }"),
    [`43:23 ${AT}.exactly: fixes the number of tasks; take the other settings of \`scale\` out, or \`exactly\``],
  ],
  [
    "a time for each message, and no latency",
    worker("{ max: 3, cooldown: { out: 3m }, queue: { of: jobs, perMessage: 1m } }"),
    [`43:76 ${AT}.queue.perMessage: needs a \`latency\` to keep; add it, such as \`latency: 10m\``],
  ],
  [
    "a latency that a single message does not keep",
    worker("{ max: 3, cooldown: { out: 3m }, queue: { of: jobs, latency: 1m, perMessage: 5m } }"),
    [`43:89 ${AT}.queue.perMessage: \`5m\` is longer than \`latency\`, which is 1m; raise that`],
  ],
  [
    "messages that come back while they are worked on",
    worker("{ max: 3, cooldown: { out: 3m }, queue: { of: jobs, latency: 1h, perMessage: 15m } }"),
    [
      `43:89 ${AT}.queue.perMessage: \`15m\` is longer than a message of \`jobs\` stays hidden, so another task gets it too; raise queues.jobs.visibility, which is 10m`,
    ],
  ],
  [
    "steps beside a latency that is kept by itself",
    worker(
      "{ max: 3, cooldown: { out: 3m }, queue: { of: jobs, latency: 10m, perMessage: 1m, up: { steps: [{ over: 0, add: 1 }] } } }",
    ),
    [`43:107 ${AT}.queue.up.steps: is for fixed steps, and \`perMessage\` for a latency; take one out`],
  ],
  [
    "tasks that are added twice for the same messages",
    worker("{ max: 3, queue: { of: jobs, latency: 10m, perMessage: 1m, up: { periods: 1 } } }"),
    [
      `43:67 ${AT}.queue.perMessage: needs a longer \`scale.cooldown.out\` than 1m, or tasks are added twice for the same messages; raise it to 2m`,
      `43:86 ${AT}.queue.up.periods: \`1\` is too few with \`perMessage\`: the latest number of tasks is often not known yet; raise it to 2`,
    ],
  ],
  [
    "steps out of order",
    worker("{ max: 3, queue: { of: jobs, up: { steps: [{ over: 9, add: 1 }, { over: 9, add: 2 }] } } }"),
    [`43:84 ${AT}.queue.up.steps[1].over: \`9\` does not rise; put the steps in order`],
  ],
  [
    "periods that CloudWatch does not have",
    worker("{ max: 3, queue: { of: jobs, up: { period: 90s }, down: { period: 1h, periods: 25 } } }"),
    [
      `43:55 ${AT}.queue.up.period: \`90s\` is not a whole number of minutes, in which SQS publishes; write it with m, such as 2m`,
    ],
  ],
  [
    "more than a day",
    worker("{ max: 3, queue: { of: jobs, down: { period: 1h, periods: 25 } } }"),
    [`43:70 ${AT}.queue.down.periods: \`25\` times 1h is more than the day that CloudWatch looks back; lower it`],
  ],
];

describe("scaling by a queue", () => {
  it.each(CASES)("complains of %s", (_mistake, manifest, lines) => {
    expect(complaints(manifest)).toEqual(lines.map((line) => `deployments/shop.yaml:${line}`));
  });

  it.each([
    "{ min: 0, max: 3, queue: { of: jobs } }",
    "{ min: 0, max: 3, queue: { of: jobs, alsoEmpty: [running], latency: 1h } }",
    "{ min: 0, max: 3, cooldown: { out: 3m }, queue: { of: jobs, latency: 10m, perMessage: 10m } }",
    "{ min: 1, max: 10, cooldown: { in: 60s, out: 240s }, queue: { of: jobs, up: { period: 120s, periods: 2, steps: [{ over: 0, add: 1 }] }, down: { period: 120s, periods: 3 } } }",
  ])("has nothing against %s", (scale) => {
    expect(complaints(worker(scale))).toEqual([]);
  });
});
