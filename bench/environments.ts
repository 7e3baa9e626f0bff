/** Where both programs keep their states. */
export const STATE = { bucket: "bench-states", table: "bench-locks", region: "us-west-2" };

/** What distinguishes one SlideRule environment from another. */
export interface BenchEnvironment {
  readonly name: string;
  readonly account: string;
  readonly domain: string;
  /** Whether it may be thrown away. */
  readonly disposable: boolean;
  readonly variables: {
    readonly version: string;
    readonly "site-title": string;
    readonly "site-id": string;
    readonly bucket: string;
    readonly zone: string;
  };
  readonly operations: { readonly notify: readonly { readonly email: string }[] };
}

/** `count` environments, e1 and onwards: the odd ones are like SlideRule's production, the even ones like its test. */
export function environments(count: number): BenchEnvironment[] {
  return Array.from({ length: count }, (_, index) => environment(index + 1));
}

function environment(number: number): BenchEnvironment {
  const isTest = number % 2 === 0;
  return {
    name: `e${number}`,
    account: "111111111111",
    domain: `e${number}.example.org`,
    disposable: isTest,
    variables: {
      version: isTest ? "latest" : "v3.3.8",
      "site-title": `SlideRule ${number}`,
      "site-id": String(number),
      bucket: "sliderule",
      zone: `Z0E${number}`,
    },
    operations: { notify: isTest ? [] : [{ email: "support@example.org" }] },
  };
}
