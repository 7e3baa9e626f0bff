import { changed, complaints } from "../project";

/** The shop with a capacity, and a worker with settings. */
function shop(capacity: string, worker: string): string {
  const manifest = changed("permissions:\n", `capacities:\n  large: ${capacity}\npermissions:\n`);
  return changed("  worker:\n    image: web-image\n", `  worker:\n    image: web-image\n    ${worker}\n`, manifest);
}

const LARGE = "{ instances: [m5.xlarge], max: 2 }";

const CASES: ReadonlyArray<readonly [mistake: string, manifest: string, lines: readonly string[]]> = [
  [
    "a type of instance that is none",
    shop("{ instances: [large], max: 2 }", "capacity: large"),
    ["18:24 capacities.large.instances[0]: `large` is not an instance type; write it like m5.xlarge"],
  ],
  [
    "a price for what is not Spot",
    shop("{ instances: [m5.xlarge], max: 2, maxPrice: 1 }", "capacity: large"),
    ["18:54 capacities.large.maxPrice: is for Spot instances; add `spot: true`, or take it out"],
  ],
  [
    "a capacity that there is not",
    shop(LARGE, "capacity: larg"),
    ["43:15 services.worker.capacity: there is no capacity `larg`; did you mean `large`?"],
  ],
  [
    "a service with the name that the instances of a capacity have",
    changed("  worker:\n", "  large-instances:\n", shop(LARGE, "capacity: large")),
    [
      "41:3 services.large-instances: `large-instances` is what a part of capacities.large is called; choose another name",
    ],
  ],
  [
    "what is Fargate's",
    shop(LARGE, "capacity: large\n    scale: { spotFrom: 1 }"),
    ["44:24 services.worker.scale.spotFrom: is for Fargate; say `spot` in capacities.large, and take this out"],
  ],
  [
    "a job in a service on instances",
    `${shop(LARGE, "capacity: large")}jobs:\n  clean: { service: worker, command: [clean] }\n`,
    [
      "53:21 jobs.clean.service: `worker` runs on the capacity `large`, and jobs run on Fargate; choose a service without `capacity`",
    ],
  ],
];

describe("capacities", () => {
  test.each(CASES)("%s", (_mistake, manifest, lines) => {
    expect(complaints(manifest)).toEqual(lines.map((line) => `deployments/shop.yaml:${line}`));
  });

  test("let tasks have sizes that Fargate has not", () => {
    expect(complaints(shop(LARGE, "capacity: large\n    size: { cpu: 3000, memory: 14000 }"))).toEqual([]);
  });
});
