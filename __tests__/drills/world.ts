import { Processes } from "../../commands/process/processes";
import { cleanVariables } from "../../commands/rehearse/account";
import { startEmulator } from "../../commands/rehearse/emulator";
import { findInstallation } from "../../commands/terraform/installation";

/** What all drills share. */
export interface World {
  /** Address of the emulator. */
  readonly emulator: string;
  /** Terraform's configuration with the provider's mirror, for cdktf, which looks for none. */
  readonly cliConfig: string;
  stop(): Promise<void>;
}

/** @param folder Folder for the emulator's files. */
export async function startWorld(root: string, folder: string): Promise<World> {
  const processes = new Processes({ watched: true });
  const variables = cleanVariables(process.env);
  const { endpoint: emulator } = await startEmulator({ root, folder, processes, variables });
  const installation = await findInstallation(root, processes, variables);
  return { emulator, cliConfig: installation.variables["TF_CLI_CONFIG_FILE"]!, stop: () => processes.stop() };
}
