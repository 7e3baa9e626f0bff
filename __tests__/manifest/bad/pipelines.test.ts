import { changed, complaints, read, SHOP } from "../project";

const PIPELINES = `pipelines:
  release:
    connection: github
    repository: acme/shop
    branch: release
    stages:
      - deploy: test
        role: arn:aws:iam::111111111111:role/deploy
`;
const before = "environments:\n  test:";
const sound = changed(before, `${PIPELINES}${before}`);
const wrong = (passage: string, replacement: string) => changed(passage, replacement, sound);

/** A mistake, a manifest with it, and the lines that say so. */
const CASES: ReadonlyArray<readonly [mistake: string, manifest: string, lines: readonly string[]]> = [
  [
    "an environment that is not there",
    wrong("deploy: test", "deploy: tset"),
    ["pipelines.release.stages[0].deploy: there is no environment `tset`; did you mean `test`?"],
  ],
  [
    "a job that is not there",
    wrong("role/deploy", "role/deploy\n        run: [migrate]"),
    ["pipelines.release.stages[0].run[0]: there is no job `migrate` in test; add it to `jobs`"],
  ],
  [
    "a colour kept where there is none",
    wrong("role/deploy", "role/deploy\n        live: keep"),
    [
      "pipelines.release.stages[0].live: there is no pair in test to keep; take this line out, or add one to `blueGreen`",
    ],
  ],
  [
    "two stages of one name",
    wrong("role/deploy", "role/deploy\n      - { deploy: test, role: arn:aws:iam::111111111111:role/deploy }"),
    ["pipelines.release.stages[1]: is called `test` like the one before; give it a `name` of its own"],
  ],
  [
    "roles and connections that are none",
    wrong("connection: github", "connection: svn").replace("arn:aws:iam::111111111111:role/deploy", "admin"),
    [
      "pipelines.release.connection: `svn` is no connection; write bitbucket, github or gitlab for one of your own, or the ARN of one that is there",
      "pipelines.release.stages[0].role: `admin` is not the ARN of one role, such as arn:aws:iam::111111111111:role/deploy",
    ],
  ],
  [
    "roles and connections that stand for many",
    wrong("connection: github", "connection: arn:aws:codeconnections:*").replace("role/deploy", "role/deploy-*"),
    [
      "pipelines.release.connection: `arn:aws:codeconnections:*` is no connection; write bitbucket, github or gitlab for one of your own, or the ARN of one that is there",
      "pipelines.release.stages[0].role: `arn:aws:iam::111111111111:role/deploy-*` is not the ARN of one role, such as arn:aws:iam::111111111111:role/deploy",
    ],
  ],
  [
    "a plan with a role that deploys",
    wrong("role/deploy", "role/deploy\n        planRole: arn:aws:iam::111111111111:role/deploy\n        approve: true"),
    [
      "pipelines.release.stages[0].planRole: is a `role` too, and is taken before anybody has approved; write a role that may read and nothing else",
    ],
  ],
  [
    "a plan that nobody would see",
    wrong("role/deploy", "role/deploy\n        planRole: arn:aws:iam::111111111111:role/plan"),
    [
      "pipelines.release.stages[0].planRole: nothing waits for an approval before test, so no plan is made; take this line out, or write `approve: true`",
    ],
  ],
  [
    "an empty role to plan with",
    wrong("role/deploy", 'role/deploy\n        planRole: ""'),
    ["pipelines.release.stages[0].planRole: `` is not the ARN of one role, such as"],
  ],
  [
    "a role to plan with that is left out",
    wrong("role/deploy", "role/deploy\n        planRole:"),
    ["pipelines.release.stages[0].planRole: is empty"],
  ],
  [
    "a repository without its owner",
    wrong("acme/shop", "shop"),
    ["pipelines.release.repository: `shop` is not a repository; write its owner and its name, such as acme/shop"],
  ],
  [
    "a repository by its address",
    wrong("acme/shop", "acme/shop.git"),
    [
      "pipelines.release.repository: `acme/shop.git` is not a repository; write its owner and its name, such as acme/shop",
    ],
  ],
  ...["refs/heads/release", "release/*", "two words", ""].map(
    (branch) =>
      [
        `the branch \`${branch}\``,
        wrong("branch: release", `branch: "${branch}"`),
        [`pipelines.release.branch: \`${branch}\` is not a branch; write its name, such as release`],
      ] as const,
  ),
  [
    "tests without commands",
    wrong("branch: release", "branch: release\n    test: { run: [] }"),
    ["pipelines.release.test.run: has too few entries; give at least 1"],
  ],
  [
    "a shell variable that reads like a reference",
    wrong("branch: release", 'branch: release\n    test: { run: ["echo ${HOME}"] }'),
    [
      "pipelines.release.test.run[0]: `${HOME}` cannot be used here: references to resources work in `environment` of containers and functions, in `on` and `when` of permissions and in `args` of image builds; a literal `${` is written `$${`",
    ],
  ],
  [
    "nothing to deploy",
    sound.replace(/stages:\n.*\n.*\n/, "stages: []\n"),
    ["pipelines.release.stages: is empty; write at least one environment, such as { deploy: staging, role: … }"],
  ],
  [
    "images that one machine cannot build",
    changed(
      '  cache-image: { pull: "redis:7" }',
      '  cache-image: { pull: "redis:7" }\n  arm: { build: docker/shop/arm, architecture: arm64 }',
      sound,
    ),
    [
      "pipelines.release: builds images for one architecture, and the system has them for x86_64 and arm64; choose one of them for all images",
    ],
  ],
  [
    "pipelines of an environment",
    changed("    disposable: true\n", "    disposable: true\n    pipelines: {}\n"),
    ["environments.test.pipelines: there is no `pipelines` here"],
  ],
];

describe("a manifest with wrong pipelines", () => {
  it.each(CASES)("says what is wrong with %s", (_mistake, manifest, lines) => {
    const said = complaints(manifest).map((line) => line.replace(/^\S+ /, ""));
    expect(said).toHaveLength(lines.length);
    for (const [index, line] of lines.entries()) expect(said[index]).toContain(line);
  });
});

describe("pipelines", () => {
  it("ask before what is guarded, and not before what is thrown away, unless they are told otherwise", () => {
    const role = "role: arn:aws:iam::111111111111:role/deploy";
    const manifest = wrong(
      "role/deploy",
      `role/deploy\n      - { deploy: prod, ${role} }\n      - { deploy: prod, name: again, ${role}, approve: false }`,
    );
    const { stages } = read({ shop: manifest }).systems[0]!.pipelines["release"]!;
    expect(stages.map(({ name, approve }) => [name, approve])).toEqual([
      ["test", false],
      ["prod", true],
      ["again", false],
    ]);
  });

  it("know every environment, whichever are wanted", () => {
    const { systems, diagnostics } = read({ shop: sound }, "shop-prod");
    expect(diagnostics).toEqual([]);
    expect(systems[0]!.pipelines["release"]!.stages[0]!.deploy).toBe("test");
  });

  it("are none where none are written", () => expect(read({ shop: SHOP }).systems[0]!.pipelines).toEqual({}));
});
