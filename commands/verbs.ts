import type { Command } from "commander";

/** A verb of the program: what the help of all of them says, without loading what the verb needs. */
export interface Verb {
  /** Its name, and that of its file in this folder, which exports `command()`. */
  readonly name: string;
  /** Options and arguments, as its own help has them. */
  readonly usage: string;
  readonly description: string;
  /** Its file, where that has another name. */
  readonly file?: string;
}

const verb = (name: string, usage: string, description: string): Verb => ({ name, usage, description });

/** Every verb, in the order of the help. A test holds that each says of itself what is said here. */
export const VERBS: readonly Verb[] = [
  {
    ...verb(
      "setup",
      "",
      "find or fetch what rehearsals and tests need: Terraform, the AWS provider, the emulated AWS's Python",
    ),
    file: "set-up",
  },
  verb("show", "<environment>", "print an environment's merged settings with every default"),
  verb("compose", "[options] <environment>", "print a Compose file that runs an environment on this computer"),
  verb(
    "rehearse",
    "[options] [environments...]",
    "apply environments to an emulated AWS with the real Terraform and check what came of it",
  ),
  verb(
    "bootstrap",
    "[options]",
    "make the bucket and table that hold all states, and keep their own state in that bucket",
  ),
  verb(
    "unlock",
    "[options] <environment>",
    "say who holds the locks of an environment's states, and remove those whose process has ended",
  ),
  verb(
    "orphans",
    "[options] <environment>",
    "find what AWS has of an environment and no state knows, and have the next deploy take it in",
  ),
  verb("plan", "[options] <environments...>", "show what a deploy would change, and change nothing"),
  verb("deploy", "[options] <environments...>", "apply the layers of environments to your AWS account, in order"),
  verb("destroy", "[options] <environments...>", "destroy environments, from the last layer to the first"),
  verb("login", "[options]", "get a session with MFA and write it to [default] of the AWS credentials file"),
  verb(
    "exec",
    "[options] <environment> <service> [command...]",
    "open a shell, or run a command, in a running container with ECS Exec",
  ),
  verb("run", "[options] <environment> [words...]", "run jobs of the manifest, or one command, in tasks of their own"),
  verb("secret", "", "list and set the secrets that a manifest names; a value is never shown"),
  verb(
    "tunnel",
    "[options] <environment> <name>",
    "reach a database or cache from this machine, by way of the tunnel host",
  ),
  verb("schema", "[options]", "write the manifest's JSON Schema for editors and its reference page"),
];

/** Loads a verb with all that it needs. */
export function load({ name, file = name }: Verb): Command {
  return (require(`./verbs/${file}`) as { command: () => Command }).command();
}
