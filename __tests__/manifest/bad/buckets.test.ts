import { changed, complaints } from "../project";

/** The shop with a bucket, and a service that uses it. */
function shop(bucket: string, uses = "media: read"): string {
  const manifest = changed("secrets:\n", `buckets:\n  media: ${bucket}\nsecrets:\n`);
  return changed("    uses: { main", `    uses: { ${uses}, main`, manifest);
}

const CASES: ReadonlyArray<readonly [mistake: string, manifest: string, lines: readonly string[]]> = [
  [
    "a prefix that is none",
    shop("{ prefixes: [uploads, /outputs/] }"),
    [
      "14:23 buckets.media.prefixes[0]: `uploads` is not a prefix; write it like uploads/, with the slash at its end",
      "14:32 buckets.media.prefixes[1]: `/outputs/` is not a prefix; write it like uploads/, with the slash at its end",
    ],
  ],
  [
    "prefixes within each other",
    shop("{ prefixes: [uploads/, uploads/new/] }"),
    [
      "14:33 buckets.media.prefixes[1]: `uploads/new/` lies within `uploads/`; name prefixes that have nothing in common",
    ],
  ],
  [
    "exceptions that are not known, or from nothing",
    shop("{ prefixes: [code/], except: [coed/] }"),
    [
      "14:31 buckets.media.except: excepts from nothing: there are neither `tiers` nor `expire`; take it out",
      "14:40 buckets.media.except[0]: `coed/` is none of `prefixes`; did you mean `code/`?",
    ],
  ],
  [
    "tiers that come too early",
    shop("{ tiers: [{ after: 7d, to: standard-ia }, { after: 20d, to: glacier }] }"),
    [
      "14:29 buckets.media.tiers[0].after: `7d` is too early for standard-ia; S3 takes 30d or later",
      "14:61 buckets.media.tiers[1].after: `20d` is too early for glacier after standard-ia; S3 takes 37d or later",
    ],
  ],
  [
    "tiers the wrong way round, and objects that expire before",
    shop("{ tiers: [{ after: 60d, to: glacier }, { after: 90d, to: standard-ia }], expire: 90d }"),
    [
      "14:67 buckets.media.tiers[1].to: `standard-ia` cannot follow glacier; objects move from standard-ia to glacier, each once",
      "14:91 buckets.media.expire: `90d` is not after the last of `tiers`, at 90d; let objects expire later, or take the tier out",
    ],
  ],
  [
    "a level for a prefix that the bucket has not, and one that is no level",
    shop("{ prefixes: [uploads/, code/] }", "media: { upload/: read, code/: execute }"),
    [
      "28:22 services.web.uses.media.upload/: the bucket has no prefix `upload/`; did you mean `uploads/`?",
      "28:44 services.web.uses.media.code/: `execute` is no level of access to a bucket; choose read, write or read-write",
    ],
  ],
  [
    "prefixes of something else than a bucket, and no prefix at all",
    changed(
      "{ main: connect, app: read,",
      "{ main: connect, app: { token: read }, media: {},",
      changed("secrets:\n", "buckets:\n  media: { prefixes: [a/] }\nsecrets:\n"),
    ),
    [
      "28:33 services.web.uses.app: is a map, and only buckets are used prefix by prefix; write a level",
      "28:57 services.web.uses.media: is empty; write a level for a prefix, or take this line out",
    ],
  ],
  [
    "a level that is a list",
    shop("{}", "media: [read]"),
    [
      "28:20 services.web.uses.media: cannot be a level; write a word such as read, or, of a bucket, a map such as { uploads/: read }",
    ],
  ],
];

describe("buckets", () => {
  test.each(CASES)("%s", (_mistake, manifest, lines) => {
    expect(complaints(manifest)).toEqual(lines.map((line) => `deployments/shop.yaml:${line}`));
  });

  test("with tiers, exceptions and prefixes that go together are fine", () => {
    const bucket =
      "{ prefixes: [uploads/, code/], tiers: [{ after: 30d, to: standard-ia }, { after: 180d, to: glacier }], except: [code/] }";
    expect(complaints(shop(bucket, "media: { uploads/: read-write, code/: read }"))).toEqual([]);
  });
});
