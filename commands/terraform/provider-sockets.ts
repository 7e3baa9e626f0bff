import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

const NAME = "drydock-provider-";

/** Milliseconds after which a provider that has started has a socket. */
const YOUNG = 120_000;

/**
 * Makes a folder for the sockets of a provider that is about to start: it leaves them behind when it is told to end, and
 * so does whoever started it when that is killed. Folders that were left so before are removed.
 */
export async function socketsFolder(): Promise<string> {
  const folders = readdirSync(tmpdir()).filter((name) => name.startsWith(NAME));
  await Promise.all(folders.map((name) => removeAbandoned(join(tmpdir(), name))));
  return mkdtempSync(join(tmpdir(), NAME));
}

/** Removes a folder if nobody listens to any socket in it. */
async function removeAbandoned(folder: string): Promise<void> {
  try {
    const sockets = readdirSync(folder);
    if (sockets.length === 0 && Date.now() - statSync(folder).mtimeMs < YOUNG) return;
    const listening = await Promise.all(sockets.map((name) => listens(join(folder, name))));
    if (!listening.includes(true)) rmSync(folder, { recursive: true, force: true });
  } catch {
    // It is somebody else's, or gone.
  }
}

function listens(socket: string): Promise<boolean> {
  return new Promise((resolve) => {
    const connection = connect(socket);
    connection.once("connect", () => {
      connection.destroy();
      resolve(true);
    });
    // Any other error, such as one's rights, says nothing of the listener.
    connection.once("error", ({ code }: NodeJS.ErrnoException) =>
      resolve(code !== "ECONNREFUSED" && code !== "ENOENT"),
    );
  });
}
