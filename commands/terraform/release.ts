import { createHash } from "node:crypto";
import {
  chmodSync,
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import type { Dispatcher } from "undici";
import { openPromise } from "yauzl";
import { cacheFolder } from "../base/cache-folder";
import { explainDiskTrouble } from "../base/disk-trouble";
import { UserError } from "../base/user-error";
import { connections } from "../download/agent";
import { downloadFile, downloadText, isCertificate } from "../download/download";
import { DownloadFailed } from "../download/failure";
import { progressOf } from "../download/progress";
import { isSignedBy } from "../openpgp/verify";
import { withLock } from "../process/lock";
import type { Variables } from "../process/processes";
import { HASHICORP_KEY } from "./hashicorp-key";
import { platform } from "./provider";

/** Where HashiCorp publishes its releases. */
const RELEASES = "https://releases.hashicorp.com";

/** Names a copy of it: an address, or a folder of this machine. */
export const MIRROR = "DRYDOCK_TERRAFORM_MIRROR";

/** Names a file with the public key of whoever signs what is in that copy, where it is not HashiCorp. */
export const MIRROR_KEY = "DRYDOCK_TERRAFORM_MIRROR_KEY";

/** Where a release of Terraform is kept once it was fetched. */
export function fetchedTerraform(root: string, version: string, variables: Variables): string {
  return join(cacheFolder(root, variables), "terraform", version, platform(), "terraform");
}

export interface TerraformFetch {
  readonly root: string;
  readonly version: string;
  readonly variables: Variables;
  /** Told how far it is. */
  readonly report: (text: string) => void;
  /** Ends it with its reason. */
  readonly signal?: AbortSignal;
}

/**
 * Fetches a release of Terraform, unless it was fetched before: its checksum must be in the list of the release, and
 * that list must be signed by HashiCorp. Returns the program.
 */
export async function fetchTerraform(fetch: TerraformFetch): Promise<string> {
  const { root, version, variables } = fetch;
  const program = fetchedTerraform(root, version, variables);
  if (existsSync(program)) return program;
  return explainDiskTrouble(() =>
    withLock(`${dirname(program)}.lock`, async () => {
      if (!existsSync(program)) await new Release(fetch).bringTo(program);
      return program;
    }),
  );
}

/** A release of Terraform for this machine, where it is published or in a copy. */
class Release {
  private readonly place: string;
  private readonly key: string;
  private readonly connections: Dispatcher;

  constructor(private readonly fetch: TerraformFetch) {
    const { variables } = fetch;
    this.place = variables[MIRROR] || RELEASES;
    this.key = keyOf(variables);
    this.connections = connections(variables);
  }

  async bringTo(program: string): Promise<void> {
    try {
      const wanted = checksumOf(await this.checksums(), this.archive);
      if (wanted === undefined) throw this.notForThisMachine();
      const folder = dirname(program);
      mkdirSync(folder, { recursive: true });
      const archive = join(folder, this.archive);
      await this.fetchArchive(archive, wanted);
      await unpack(archive, program);
      rmSync(archive);
    } finally {
      await this.connections.destroy();
    }
  }

  private get version(): string {
    return this.fetch.version;
  }

  private get archive(): string {
    return `terraform_${this.version}_${platform()}.zip`;
  }

  private get list(): string {
    return `terraform_${this.version}_SHA256SUMS`;
  }

  /** The list of checksums, once its signature is verified. */
  private async checksums(): Promise<string> {
    const [list, signature] = await Promise.all([this.read(this.list), this.read(`${this.list}.sig`)]);
    if (!isSignedBy(this.key, list, signature))
      throw new UserError(
        `${this.where(this.list)} is not signed by ${this.key === HASHICORP_KEY ? "HashiCorp" : `the key in ${MIRROR_KEY}`}, so nothing of it is used: look at what answers there (a proxy, or the mirror in ${MIRROR}), or install Terraform ${this.version} yourself.`,
      );
    return list.toString("utf8");
  }

  private async fetchArchive(file: string, wanted: string): Promise<void> {
    for (const isLast of [false, true]) {
      const began = existsSync(file);
      await this.copy(this.archive, file);
      const found = await sha256(file);
      if (found === wanted) return;
      rmSync(file);
      // What an earlier run left may have been of something else: once more, from its beginning.
      if (!began || isLast) {
        throw new UserError(
          `${this.where(this.archive)} has the SHA-256 ${found} in place of ${wanted}, so it is not used: run the command again, and if that does not help look at what answers there (a proxy, or the mirror in ${MIRROR}).`,
        );
      }
    }
  }

  private read(name: string): Promise<Buffer> {
    return this.orExplain(async () => {
      const { folder, connections } = this;
      const { signal } = this.fetch;
      if (folder !== undefined) return readFileSync(join(folder, name));
      return downloadText({ url: this.where(name), connections, signal });
    }, name);
  }

  private copy(name: string, file: string): Promise<void> {
    return this.orExplain(async () => {
      const { folder, connections } = this;
      const { signal } = this.fetch;
      if (folder !== undefined) {
        await pipeline(createReadStream(join(folder, name)), createWriteStream(file));
        return;
      }
      const onProgress = progressOf(`fetching Terraform ${this.version}`, this.fetch.report);
      await downloadFile({ url: this.where(name), connections, signal, onProgress }, file);
    }, name);
  }

  /** The folder of this version in a copy on this machine. */
  private get folder(): string | undefined {
    return /^https?:\/\//i.test(this.place) ? undefined : dirname(this.where("any"));
  }

  private where(name: string): string {
    const base = this.place.replace(/^file:\/\//i, "").replace(/\/+$/, "");
    return `${base}/terraform/${this.version}/${name}`;
  }

  private async orExplain<T>(work: () => Promise<T>, name: string): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof DownloadFailed) throw this.explained(error);
      if ((error as NodeJS.ErrnoException).code === "ENOENT")
        throw this.absent(this.where(name), "there is no such file");
      throw error;
    }
  }

  private explained({ url, status, code, reason }: DownloadFailed): UserError {
    if (status === 404) return this.absent(url, reason);
    const remedy = isCertificate(code)
      ? "name your network's certificate authority in NODE_EXTRA_CA_CERTS"
      : `connect to the internet, or name a proxy in HTTPS_PROXY or a mirror in ${MIRROR}`;
    return new UserError(
      `Terraform ${this.version} is not on PATH and could not be fetched from ${this.place} (${reason}): ${remedy}, or install it yourself from https://developer.hashicorp.com/terraform/install.`,
    );
  }

  private absent(place: string, reason: string): UserError {
    return new UserError(
      `Terraform ${this.version} is not on PATH and could not be fetched (${place}: ${reason}): look at what ${MIRROR} names, or install it yourself from https://developer.hashicorp.com/terraform/install.`,
    );
  }

  private notForThisMachine(): UserError {
    return new UserError(
      `Terraform ${this.version} is not published for this machine (${platform()}): use one of Linux or macOS on x64 or ARM64, or put a terraform that you have built on PATH.`,
    );
  }
}

/** The key that must have signed: HashiCorp's, or for a copy the one that its owner signs with. */
function keyOf(variables: Variables): string {
  const file = variables[MIRROR_KEY];
  if (!file) return HASHICORP_KEY;
  if (!variables[MIRROR])
    throw new UserError(`${MIRROR_KEY} is for a mirror only: name the mirror in ${MIRROR}, or unset ${MIRROR_KEY}.`);
  if (!existsSync(file))
    throw new UserError(
      `${MIRROR_KEY} names ${file}, which is not there: name the file with your mirror's public key.`,
    );
  return readFileSync(file, "utf8");
}

function checksumOf(list: string, name: string): string | undefined {
  return list
    .split("\n")
    .map((line) => line.trim().split(/\s+\*?/))
    .find(([, file]) => file === name)?.[0];
}

async function sha256(file: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(file), hash);
  return hash.digest("hex");
}

/** Unpacks the program of an archive so that it is there as a whole or not at all. */
async function unpack(archive: string, program: string): Promise<void> {
  const zip = await openPromise(archive);
  const unfinished = `${program}.unfinished`;
  for await (const entry of zip.eachEntry()) {
    if (entry.fileName !== "terraform") continue;
    await pipeline(await zip.openReadStreamPromise(entry), createWriteStream(unfinished));
    chmodSync(unfinished, 0o755);
    renameSync(unfinished, program);
  }
  if (!existsSync(program)) throw new UserError(`${archive} holds no terraform: look at the mirror in ${MIRROR}.`);
}
