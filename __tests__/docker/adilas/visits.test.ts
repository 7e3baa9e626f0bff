import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describeMysql, MysqlServer } from "../../servers/mysql-server";

const VISITS = readFileSync(join(__dirname, "../../../docker/adilas/lucee/welcome/Visits.cfc"), "utf8");
/** The statements of the component, in their order. */
const [CREATE, ADD, MOMENT, REMOVE] = [...VISITS.matchAll(/queryExecute\(\s*"([^"]+)"/g)].map(([, sql]) => sql!);

/** A statement with its parameters in it, as the driver sends it. */
const filled = (sql: string, parameters: Record<string, number>) =>
  sql.replaceAll(/:(\w+)/g, (_, name: string) => String(parameters[name]));

test("the component has the four statements that are tried here", () => {
  expect([CREATE, ADD, MOMENT, REMOVE].map((sql) => sql?.trim().split(" ")[0])).toEqual([
    "CREATE",
    "INSERT",
    "SELECT",
    "DELETE",
  ]);
});

describeMysql("visits in a real server", () => {
  let server: MysqlServer;
  const sql = (text: string) =>
    execFileSync("mariadb", ["--no-defaults", `--socket=${server.socket}`, "-uroot", "--batch", "-N", "adilas"], {
      input: text,
      encoding: "utf8",
    }).trim();
  const count = (where = "TRUE") => Number(sql(`SELECT COUNT(*) FROM visit WHERE ${where}`));
  const days = 30;

  beforeAll(async () => {
    server = await MysqlServer.make();
    await server.start();
    execFileSync("mariadb", ["--no-defaults", `--socket=${server.socket}`, "-uroot", "-e", "CREATE DATABASE adilas"]);
    sql(CREATE!);
  }, 60_000);
  afterAll(() => server?.clear());
  beforeEach(() => sql("TRUNCATE visit"));

  it("are counted from now, in a table that can be made twice", () => {
    sql(CREATE!);
    sql(ADD!);
    expect(count("visited > NOW() - INTERVAL 1 MINUTE")).toBe(1);
  });

  it("are removed a batch at a time, the oldest first, until none is too old", () => {
    // Half an hour from where they get too old, however long this takes.
    sql(
      "INSERT INTO visit (visited) SELECT NOW() - INTERVAL ((28 * 24 + seq) * 60 - 30) MINUTE FROM seq_1_to_10000; ANALYZE TABLE visit",
    );
    const old = count("visited < NOW() - INTERVAL 30 DAY");
    expect(old).toBe(10_000 - 48);
    const end = Number(sql(filled(MOMENT!, { days })));
    const remove = filled(REMOVE!, { end, batch: 1000 });
    const oldest = () => sql("SELECT UNIX_TIMESTAMP(MIN(visited)) FROM visit");
    const removed: number[] = [];
    do {
      const before = Number(oldest());
      removed.push(Number(sql(`${remove}; SELECT ROW_COUNT()`)));
      expect(Number(oldest())).toBeGreaterThan(before);
    } while (removed.at(-1) === 1000);
    expect(removed).toEqual([...Array<number>(9).fill(1000), 952]);
    expect(count()).toBe(48);
  });

  it("are found by their index: a statement locks no more than it removes", () => {
    sql("INSERT INTO visit (visited) SELECT NOW() - INTERVAL seq MINUTE FROM seq_1_to_100000; ANALYZE TABLE visit");
    const end = Number(sql(filled(MOMENT!, { days })));
    const plan = sql(`EXPLAIN FORMAT=JSON ${filled(REMOVE!, { end, batch: 1000 })}`).replaceAll("\\n", "\n");
    expect(plan).toContain('"access_type": "range"');
    expect(plan).toContain('"key": "visited"');
    expect(plan).not.toContain("filesort");
  });
});
