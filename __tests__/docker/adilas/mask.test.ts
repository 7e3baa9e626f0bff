import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describeMysql, MysqlServer } from "../../servers/mysql-server";

const MASK = readFileSync(join(__dirname, "../../../docker/adilas/mask.sql"), "utf8");

jest.setTimeout(120_000);

describeMysql("the mask of adilas's third colour", () => {
  let server: MysqlServer;

  beforeAll(async () => {
    server = await MysqlServer.make();
    await server.start();
    server.asRoot(`
      CREATE DATABASE adilas; CREATE DATABASE \`acme corp\`;
      CREATE TABLE adilas.customers (id int, name varchar(50), Email varchar(60) UNIQUE, phone char(12), note text,
        shown varchar(80) AS (CONCAT(name, Email)) VIRTUAL, email_count int);
      INSERT INTO adilas.customers (id, name, Email, phone, note, email_count) VALUES
        (1, 'Ann', 'ann@acme.org', '970-111-2222', 'likes tea', 7), (2, 'Bob', 'bob@acme.org', NULL, '', 8),
        (3, 'Cy', '', '', NULL, 9);
      CREATE TABLE adilas.invoices (customer_email varchar(60), FOREIGN KEY (customer_email) REFERENCES adilas.customers (Email));
      INSERT INTO adilas.invoices VALUES ('ann@acme.org');
      CREATE TABLE \`acme corp\`.\`odd \`\` table\` (\`user's password\` varchar(20), card_number varchar(19));
      INSERT INTO \`acme corp\`.\`odd \`\` table\` VALUES ('hunter2', '4111111111111111');
      CREATE VIEW adilas.mails AS SELECT Email FROM adilas.customers`);
    mask();
  });
  afterAll(() => server?.clear());

  const client = () => ["--no-defaults", "--batch", "--skip-column-names", `--socket=${server.socket}`, "-u", "root"];
  const mask = () => execFileSync("mariadb", client(), { input: MASK, stdio: ["pipe", "ignore", "pipe"] });

  it("leaves no address, number or password as it was, in any database", () => {
    const dump = execFileSync("mariadb-dump", [
      "--no-defaults",
      `--socket=${server.socket}`,
      "-u",
      "root",
      "--databases",
      "adilas",
      "acme corp",
    ]);
    for (const secret of ["ann@acme.org", "bob@acme.org", "970-111-2222", "hunter2", "4111111111111111"]) {
      expect(dump.toString()).not.toContain(secret);
    }
  });

  it("gives addresses that lead nowhere, and numbers that are nobody's", () => {
    expect(server.asRoot("SELECT Email FROM adilas.customers WHERE id = 1")).toMatch(/^[0-9a-f]{16}@example\.com$/);
    expect(server.asRoot("SELECT phone FROM adilas.customers WHERE id = 1")).toMatch(/^555-01\d\d$/);
  });

  it("keeps together what belongs together", () => {
    const joined = "SELECT name FROM adilas.customers c JOIN adilas.invoices i ON i.customer_email = c.Email";
    expect(server.asRoot(joined)).toBe("Ann");
  });

  it("leaves everything else as it was: names, notes, numbers, and what is empty", () => {
    expect(server.asRoot("SELECT id, name, note, email_count FROM adilas.customers ORDER BY id")).toBe(
      "1\tAnn\tlikes tea\t7\n2\tBob\t\t8\n3\tCy\tNULL\t9",
    );
    expect(server.asRoot("SELECT Email, phone FROM adilas.customers WHERE id = 3")).toBe("");
    expect(server.asRoot("SELECT phone FROM adilas.customers WHERE id = 2")).toBe("NULL");
  });

  it("leaves nothing of itself behind, and gives other texts another night", () => {
    const before = server.asRoot("SELECT Email FROM adilas.customers WHERE id = 2");
    expect(server.asRoot("SHOW DATABASES LIKE 'masking'")).toBe("");
    mask();
    expect(server.asRoot("SELECT Email FROM adilas.customers WHERE id = 2")).not.toBe(before);
  });

  it("ends at a statement that fails, so that the copy is not handed over", () => {
    const failed = spawnSync("mariadb", client(), {
      input: `${MASK}UPDATE adilas.nobody SET a = 1;\nSELECT 'handed over';`,
      encoding: "utf8",
    });
    expect([failed.status, failed.stdout]).toEqual([1, ""]);
  });
});
