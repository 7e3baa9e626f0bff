import { join } from "node:path";
import { synthesize } from "../../stacks/template";

const stacks = synthesize(join(__dirname, "../../fixtures/everything"));

it.each([
  ["orders", "orders", "orders", "aws_db_instance.main_instance.address"],
  ["reports", "reporting", "reporter", "aws_rds_cluster.warehouse_cluster.endpoint"],
])(
  "the secret of %s has all that a connection takes, its password from where no state sees it",
  (name, database, user, host) => {
    const version = stacks["everything-prod-data"]!.one("aws_secretsmanager_secret_version", `${name}_first-value`);
    const password = `ephemeral.aws_secretsmanager_random_password.${name}_random-password.random_password`;
    expect(version).not.toHaveProperty("secret_string");
    expect(version["secret_string_wo"]).toBe(
      `\${jsonencode({ "engine" = "postgres", "host" = ${host}, "port" = "5432", "dbname" = "${database}", "username" = "${user}", "password" = ${password} })}`,
    );
  },
);
