import { Command } from "commander";
import type { Environment } from "../kinds/core/environment";
import { environmentName } from "../kinds/core/names";
import { format } from "../language/diagnostics/diagnostic";
import { readDeployments } from "../manifest/deployments";
import { environmentYaml } from "../manifest/environment-yaml";
import { UserError } from "./user-error";

/** The one environment with this name; its diagnostics are the user's to mend. */
function find(root: string, name: string): { environment: Environment; file: string } {
  const { systems, diagnostics } = readDeployments(root, name);
  if (diagnostics.length > 0) {
    throw new UserError(diagnostics.map(format).join("\n"));
  }
  const found = systems.flatMap(({ file, environments }) => environments.map((environment) => ({ environment, file })));
  const [only, ...others] = found;
  if (only === undefined || others.length > 0) {
    const names = found.map(({ environment }) => environmentName(environment));
    throw new UserError(`${name} is not a single environment; choose one of ${names.join(", ")}`);
  }
  return only;
}

function run(name: string): void {
  const { environment, file } = find(process.cwd(), name);
  process.stdout.write(
    `# ${environmentName(environment)}: ${file} with environments.${environment.name} laid over it, and every default\n` +
      environmentYaml(environment),
  );
}

/** The `show` command. */
export function command(): Command {
  return new Command("show")
    .description("print an environment's merged settings with every default")
    .argument("<environment>", "the environment, as <system>-<environment>")
    .addHelpText(
      "after",
      `
Prints a manifest that is valid in itself and describes this one environment.

Examples:
  $ npx drydock show sliderule-test
  $ diff <(npx drydock show sliderule-test) <(npx drydock show sliderule-prod)`,
    )
    .action(run);
}
