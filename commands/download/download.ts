import { rmSync, statSync } from "node:fs";
import { open } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { type Dispatcher, fetch, type Response } from "undici";
import { diskTrouble } from "../base/disk-trouble";
import { DownloadFailed } from "./failure";

/** Attempts in all, and milliseconds before the second one; before each further one, twice as long. */
const ATTEMPTS = 4;
const PAUSE = 500;

export interface Download {
  readonly url: string;
  readonly connections: Dispatcher;
  /** Ends the download with its reason. */
  readonly signal?: AbortSignal;
  /** Called as bytes come; `total` is missing where the server does not say. */
  readonly onProgress?: (received: number, total: number | undefined) => void;
}

/** Downloads something small into memory. */
export async function downloadText({ url, connections, signal }: Download): Promise<Buffer> {
  return attempts({ url, signal }, async () => {
    const response = await fetch(url, { dispatcher: connections, signal });
    await refuseFailures(url, response);
    return Buffer.from(await response.arrayBuffer());
  });
}

/**
 * Downloads a file. What an earlier attempt has left of it, also one of another process, is gone on with where the
 * server can do so; whoever calls checks what came of it, and holds a lock on the file.
 */
export async function downloadFile(download: Download, file: string): Promise<void> {
  await attempts(download, () => attempt(download, file));
}

async function attempt({ url, connections, signal, onProgress }: Download, file: string): Promise<void> {
  const before = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  const headers: Record<string, string> = before > 0 ? { range: `bytes=${before}-` } : {};
  const response = await fetch(url, { dispatcher: connections, headers, signal });
  if (response.status === 416) {
    // There is nothing after what is here: all of it came, or it belongs to another file.
    await response.body?.cancel();
    if (response.headers.get("content-range") === `bytes */${before}`) return;
    rmSync(file);
    throw new DownloadFailed(url, "the server has less than was downloaded before", { again: true });
  }
  await refuseFailures(url, response);
  const goesOn =
    response.status === 206 && response.headers.get("content-range")?.startsWith(`bytes ${before}-`) === true;
  let received = goesOn ? before : 0;
  const length = response.headers.get("content-length");
  const total = length === null ? undefined : received + Number(length);
  const handle = await open(file, goesOn ? "a" : "w");
  try {
    for await (const chunk of response.body!) {
      await handle.appendFile(chunk as Uint8Array);
      received += (chunk as Uint8Array).length;
      onProgress?.(received, total);
    }
  } catch (error) {
    throw withPath(error, file);
  } finally {
    await handle.close();
  }
  if (total !== undefined && received !== total)
    throw new DownloadFailed(url, `the connection was lost after ${received} of ${total} bytes`, { again: true });
}

/** Errors of an open file do not say which it is. */
function withPath(error: unknown, file: string): unknown {
  if (diskTrouble(error)) (error as NodeJS.ErrnoException).path ??= file;
  return error;
}

async function refuseFailures(url: string, response: Response): Promise<void> {
  if (response.ok) return;
  await response.body?.cancel();
  const { status, statusText } = response;
  const again = status >= 500 || status === 408 || status === 429;
  throw new DownloadFailed(url, `HTTP ${status} ${statusText}`.trim(), { status, again });
}

/** Tries until it works, as long as it makes sense to. */
async function attempts<T>({ url, signal }: Pick<Download, "url" | "signal">, work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      signal?.throwIfAborted();
      const failure = failureOf(url, error);
      if (attempt === ATTEMPTS || !(failure instanceof DownloadFailed && failure.again)) throw failure;
      await sleep(PAUSE * 2 ** (attempt - 1));
    }
  }
}

/** Errors of the network as such; others, of the disk or of whoever watches, as they are. */
function failureOf(url: string, error: unknown): unknown {
  if (error instanceof DownloadFailed || diskTrouble(error)) return error;
  if (!isOfFetch(error)) return error;
  const cause = (error.cause ?? error) as NodeJS.ErrnoException;
  return new DownloadFailed(url, reason(cause), {
    code: cause.code,
    again: cause.code !== "ENOTFOUND" && !isCertificate(cause.code),
  });
}

/** fetch throws a TypeError whose cause is the network's error. */
function isOfFetch(error: unknown): error is Error {
  return (error as Error | undefined)?.name === "TypeError";
}

/** The message of an error; those of several addresses that were tried have none of their own. */
function reason(cause: Error): string {
  const message = cause instanceof AggregateError ? (cause.errors[0] as Error | undefined)?.message : cause.message;
  return message || cause.name;
}

/** Codes of OpenSSL's verdicts on certificates (https://nodejs.org/api/tls.html#x509-certificate-error-codes). */
export function isCertificate(code: string | undefined): boolean {
  return /CERT|SELF_SIGNED|UNABLE_TO_(GET|VERIFY)|ALTNAME/.test(code ?? "");
}
