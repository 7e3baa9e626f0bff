import { Command } from "commander";
import { environmentName } from "../../kinds/core/names";
import { environmentYaml } from "../../manifest/environment-yaml";
import { findEnvironment } from "../base/find-environment";

function run(name: string): void {
  const { environment, file } = findEnvironment(name);
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
