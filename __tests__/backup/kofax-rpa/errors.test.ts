import { changed, POC, PROJECT, problemsOf, SOURCES } from "./own-sources";

const ROBOT = `${PROJECT}Robots/Tutorials/NewsMagazine.robot`;
const TYPE = `${PROJECT}Types/Post.type`;
const without = (file: string) => new Map([...SOURCES].filter(([name]) => name !== file));
const withFile = (file: string, text: string) => new Map([...SOURCES, [file, Buffer.from(text)]]);

const BROKEN: [name: string, files: ReadonlyMap<string, Buffer>, problem: RegExp][] = [
  [
    "YAML that cannot be read",
    changed("options.yaml", "USE_LOGDB: true", "USE_LOGDB: [true"),
    /^options\.yaml line \d+:\d+: not valid YAML: /,
  ],
  [
    "a key that is there twice",
    changed("options.yaml", "USE_LOGDB: true", "BASE_URL: x"),
    /^options\.yaml line \d+:\d+: not valid YAML: Map keys must be unique/,
  ],
  ["a robot that is no XML", changed(ROBOT, "</prologue>", ""), /NewsMagazine\.robot line \d+: not well-formed XML: /],
  [
    "a type that is cut off",
    changed(TYPE, "</object>\n  </property>", "</property>"),
    /Post\.type line \d+: not well-formed XML: /,
  ],
  [
    "a DOCTYPE",
    changed(TYPE, "<object class", "<!DOCTYPE x [<!ENTITY y 'z'>]>\n<object class"),
    /Post\.type line 3: a DOCTYPE/,
  ],
  [
    "a character that XML cannot hold",
    changed("groups.yaml", "Build robots", '"\\u0001"'),
    /^groups\.yaml group\[Developers\]\/description: a character that XML cannot hold/,
  ],
  [
    "a group that is not there",
    changed(`${PROJECT}project.yaml`, "groupName: Roboservers", "groupName: Robosrvers"),
    /project\.yaml groupToRoleMapping\/groupName: `Robosrvers` is no group of groups\.yaml; did you mean `Roboservers`\?/,
  ],
  [
    "a group that is there twice",
    changed("groups.yaml", "name: Roboservers", "name: Developers"),
    /^groups\.yaml group\[Developers\]: is there twice; remove one/,
  ],
  [
    "a role that is not there",
    changed(`${PROJECT}project.yaml`, "roleName: RoboServer", "roleName: RoboServr"),
    /roleName: `RoboServr` is no role of console\.yaml; did you mean `RoboServer`\?/,
  ],
  [
    "a robot without a file",
    without(ROBOT),
    /project\.yaml robot\[NewsMagazine\]: has no file projects\/Project_Default project\/Robots\/Tutorials\/NewsMagazine\.robot; add it/,
  ],
  ["a type without a file", without(TYPE), /project\.yaml type\[Post\]: has no file .*Post\.type; add it/],
  [
    "a robot that the project does not name",
    withFile(`${PROJECT}Robots/Other.robot`, "<object/>"),
    /Robots\/Other\.robot: is not named in projects\/Project_Default project\/project\.yaml/,
  ],
  [
    "a type that the robot uses and the project lacks",
    changed(ROBOT, '<type name="Post"/>', '<type name="Pots"/>'),
    /NewsMagazine\.robot referenced-types\/type\[Pots\]: `Pots` is no type of the project; did you mean `Post`\?$/,
  ],
  [
    "a mapping to a database that the cluster lacks",
    changed(`${PROJECT}project.yaml`, "database: PostgreSQL", "database: Postgres"),
    /mapping\[objectdb\]\/database: `Postgres` is no database of the cluster `Non Production` in clusters\.yaml; did you mean `PostgreSQL`\?$/,
  ],
  [
    "a mapping to a cluster that is not there",
    changed(`${PROJECT}project.yaml`, 'PostgreSQL\n  cluster: "{{cluster.name}}"', "PostgreSQL\n  cluster: Production"),
    /mapping\[objectdb\]\/cluster: `Production` is no cluster of clusters\.yaml/,
  ],
  [
    "a project on a cluster that is not there",
    changed(`${PROJECT}project.yaml`, 'cluster:\n  name: "{{cluster.name}}"', "cluster:\n  name: Nowhere"),
    /project\.yaml cluster: `Nowhere` is no cluster/,
  ],
  [
    "a database of an unknown type",
    changed("clusters.yaml", "type: PostgreSQL", "type: Postgres"),
    /^clusters\.yaml .*database\[PostgreSQL\]\/type: `Postgres` is no type of database-types\.yaml/,
  ],
  [
    "a log database of an unknown type",
    changed("options.yaml", "LOGDB_TYPE: PostgreSQL", "LOGDB_TYPE: Sybase"),
    /^options\.yaml LOGDB_TYPE: `Sybase` is no type/,
  ],
  [
    "a password in an option",
    changed("options.yaml", 'LOGDB_PASSWORD: ""', "LOGDB_PASSWORD: hunter2"),
    /^options\.yaml option\[LOGDB_PASSWORD\]\/value: holds a password/,
  ],
  [
    "a password in an element",
    changed("clusters.yaml", 'password: ""', "password: hunter2"),
    /database\[PostgreSQL\]\/password: holds a password/,
  ],
  [
    "a placeholder where a password goes",
    changed("clusters.yaml", 'password: ""', 'password: "{{database.data.user}}"'),
    /database\[PostgreSQL\]\/password: holds a password/,
  ],
  [
    "a password in a robot",
    changed(
      ROBOT,
      '<property name="URL" class="String">http://',
      '<property name="URL" class="String">http://me:hunter2@',
    ),
    /NewsMagazine\.robot .*: holds a password/,
  ],
  [
    "a bcrypt hash under any name",
    changed("users.yaml", "adminUser: true", `note: $2a$10$${"a".repeat(53)}`),
    /^users\.yaml user\[admin\]\/note: holds a password/,
  ],
  [
    "a reference to nothing",
    changed(`${PROJECT}project.yaml`, "$ref: /project/robot }", "$ref: /project/robto }"),
    /project\.yaml \$ref: \/project\/robto: points to nothing/,
  ],
  [
    "a placeholder without a value",
    changed("options.yaml", "{{baseUrl}}", "{{baseURL}}"),
    /^options\.yaml \{\{baseURL\}\}: has no value; give it in values\.yaml/,
  ],
  [
    "a name that is no element's",
    changed("users.yaml", "adminUser", "admin user"),
    /^users\.yaml .*`admin user` cannot name an XML element/,
  ],
  [
    "an unknown key with a $",
    changed("groups.yaml", "$aliases: [Kapplet Users]", "$alias: [Kapplet Users]"),
    /^groups\.yaml .*\$alias: unknown; the keys with a `\$` are /,
  ],
  ["a section whose file is missing", without("groups.yaml"), /^groups\.yaml: is not there, but global\.yaml names it/],
  [
    "a console without a version",
    changed("console.yaml", "version: ", "versoin: "),
    /^console\.yaml version: is not a text/,
  ],
  [
    "a nested value",
    changed("values.yaml", "cluster.licenseUnits: 1", "cluster.licenseUnits: { min: 1 }"),
    /^values\.yaml cluster\.licenseUnits: not a text/,
  ],
];

const hunter2 = (lines: readonly string[]) => lines.filter((line) => line.includes("hunter2"));

describe("sources that are wrong", () => {
  it.each(BROKEN)("are refused for %s, with the place and the remedy", (_name, files, problem) => {
    const problems = problemsOf(files);
    expect(problems).toEqual(expect.arrayContaining([expect.stringMatching(problem)]));
    expect(hunter2(problems)).toEqual([]);
  });

  it("are told everything at once", () => {
    const files = new Map([
      ...without(TYPE),
      ...[...changed("clusters.yaml", "type: PostgreSQL", "type: X")].filter(([name]) => name === "clusters.yaml"),
    ]);
    const problems = problemsOf(files);
    expect(problems.some((one) => one.includes("type[Post]"))).toBe(true);
    expect(problems.some((one) => one.includes("`X` is no type"))).toBe(true);
  });

  it.each([
    [
      "a password",
      "database.password",
      "x",
      /--set database\.password: a password, key or hash never goes into a backup/,
    ],
    [
      "a hash under a harmless name",
      "cluster.name",
      `$2b$12$${"a".repeat(53)}`,
      /--set cluster\.name: a password, key or hash/,
    ],
    ["a URL with a password", "baseUrl", "https://me:hunter2@rpa.example.com/", /--set baseUrl: a password/],
    [
      "a key that nothing asks for",
      "database.hots",
      "x",
      /--set database\.hots: unknown; did you mean `database\.host`\?/,
    ],
  ])("take no %s by --set", (_name, key, value, problem) => {
    const problems = problemsOf(SOURCES, { ...POC, set: new Map([[key, value]]) });
    expect(problems).toEqual([expect.stringMatching(problem)]);
    expect(hunter2(problems)).toEqual([]);
  });

  it("name the environment that was meant", () => {
    expect(problemsOf(SOURCES, { environment: "kofax-rpa-pord" })[0]).toMatch(/did you mean `kofax-rpa-prod`\?/);
  });

  it("need a host and an address when no environment is named", () => {
    expect(problemsOf(SOURCES, {}).join()).toMatch(
      /\{\{database\.host\}\}: has no value.*\{\{baseUrl\}\}: has no value/,
    );
  });
});
