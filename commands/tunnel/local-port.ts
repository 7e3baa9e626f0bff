import { createServer } from "node:net";
import { UserError } from "../base/user-error";

/** Refuses a port of this machine that something else listens on, which the session manager would say in many words. */
export async function refuseUsedPort(port: number): Promise<void> {
  const server = createServer();
  try {
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen(port, "127.0.0.1", resolve);
    });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new UserError(`Port ${port} of this machine cannot be used (${code}): choose another with --port.`);
  } finally {
    server.close();
  }
}
