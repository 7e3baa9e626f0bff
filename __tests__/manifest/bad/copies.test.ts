import { changed, complaints } from "../project";

const backups = (text: string, engine = "postgres") =>
  changed(
    "instance: db.t4g.micro",
    `instance: db.t4g.medium\n    backups: { ${text} }`,
    changed("engine: postgres", `engine: ${engine}`),
  );

/** A mistake, a manifest with it, and the lines that say so. */
const CASES: ReadonlyArray<readonly [mistake: string, manifest: string, lines: readonly string[]]> = [
  [
    "copies that are never made",
    backups("copies: { region: us-east-1 }, coldCopies: {}", "aurora-postgresql"),
    [
      "12:24 databases.main.backups.copies: says when no copy is made; add `monthly`, `quarterly` or both",
      "12:59 databases.main.backups.coldCopies: says when no copy is made; add `monthly`, `quarterly` or both",
    ],
  ],
  [
    "quarterly copies that go before the monthly ones",
    backups("copies: { monthly: 400d, quarterly: 90d }"),
    [
      "12:52 databases.main.backups.copies.quarterly: `90d` is shorter than `monthly`, whose place it takes four times a year; make it 400d or more",
    ],
  ],
  [
    "a second region that is the first",
    backups("copies: { monthly: 400d, region: us-west-2 }"),
    [
      "12:49 databases.main.backups.copies.region: `us-west-2` is this environment's own region; name another one, or take it out",
    ],
  ],
  [
    "a cold copy of a single server",
    backups("coldCopies: { monthly: 400d }"),
    [
      "12:16 databases.main.backups.coldCopies: is for Aurora; take it out and use `copies`: RDS exports a cluster as it is, and of a single server only snapshots",
    ],
  ],
  [
    "cold copies for less than Glacier charges for, and copies for longer than AWS Backup keeps any",
    backups("copies: { monthly: 40000d }, coldCopies: { monthly: 90d }", "aurora-postgresql"),
    [
      "12:35 databases.main.backups.copies.monthly: `40000d` is out of range: AWS Backup keeps copies for 36500d at most",
      "12:68 databases.main.backups.coldCopies.monthly: `90d` is out of range: cold copies are kept for 180d to 36500d, because S3 Glacier Deep Archive charges 180 days at least",
    ],
  ],
];

it.each(CASES)("%s", (_mistake, manifest, lines) => {
  expect(complaints(manifest)).toEqual(lines.map((line) => `deployments/shop.yaml:${line}`));
});
