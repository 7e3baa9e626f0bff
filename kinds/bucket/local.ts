import { EMULATOR } from "../core/local/emulator";
import { type KindLocal, none, RUNS_NOTHING } from "../core/local/kind";
import { nameIn } from "../core/names";

export const bucketLocal: KindLocal = {
  ...RUNS_NOTHING,
  value: (name, attribute, { environment }) => {
    const bucket = nameIn(environment, name);
    const known: Record<string, string> = {
      name: bucket,
      arn: `arn:aws:s3:::${bucket}`,
      host: `${bucket}.${EMULATOR.host}:${EMULATOR.port}`,
    };
    return known[attribute];
  },
  resources: (environment) => ({ buckets: Object.keys(environment.buckets).map((name) => nameIn(environment, name)) }),
  variables: none,
  absent: ({ buckets }) => {
    const filled = Object.entries(buckets).filter(([, { files }]) => Object.keys(files).length > 0);
    return filled.map(([name]) => `the files that the bucket ${name} begins with`);
  },
  endpoint: undefined,
};
