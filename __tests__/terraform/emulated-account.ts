import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Processes } from "../../commands/process/processes";
import { accountVariables, cleanVariables } from "../../commands/rehearse/account";
import { type Emulator, startEmulator } from "../../commands/rehearse/emulator";
import { startSharedProvider } from "../../commands/terraform/shared-provider";
import { Terraform } from "../../commands/terraform/terraform";
import { ROOT, terraform } from "./installed";

/** Where the account's resources are. */
export const REGION = "us-west-2";

/** An emulated account with the real Terraform and provider, for as long as a block of tests runs. */
export class EmulatedAccount {
  readonly folder: string;
  private readonly processes = new Processes({ watched: true });
  private emulator: Emulator | undefined;
  private variables: Record<string, string | undefined> = {};

  constructor(name: string) {
    this.folder = mkdtempSync(join(tmpdir(), `drydock-${name}-`));
    beforeAll(() => this.start(), 600_000);
    afterAll(async () => {
      await this.processes.stop();
      rmSync(this.folder, { recursive: true });
    });
  }

  /** Address of the emulator. */
  get endpoint(): string {
    return this.emulator!.endpoint;
  }

  /** Terraform in the folder of a stack. */
  terraform(stack: string, folder: string): Terraform {
    const { variables, processes } = this;
    return new Terraform({ stack, folder, variables, processes, log: join(this.folder, "log") });
  }

  private async start(): Promise<void> {
    const { folder, processes } = this;
    const own = cleanVariables(process.env);
    this.emulator = await startEmulator({ root: ROOT, folder, processes, variables: own });
    const account = { ...own, ...accountVariables(this.emulator, "111111111111", REGION) };
    const provider = await startSharedProvider(terraform, processes, account);
    this.variables = { ...account, ...terraform.variables, ...provider.variables };
  }
}
