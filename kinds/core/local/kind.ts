import type { Environment } from "../environment";
import type { ComposeService, Config } from "./compose-file";
import type { Resources } from "./emulator";

/** A service of the Compose file with its name. */
export type NamedService = readonly [name: string, service: ComposeService];

/** What the containers of an environment are made in. */
export interface LocalContext {
  readonly environment: Environment;
  /** A path of the project as the Compose file names it. */
  readonly path: (path: string) => string;
  /** The port of this computer that leads to a published service or function. */
  readonly port: (name: string) => number;
  /** A text with its references resolved, for Compose to read; or the references that nothing here stands for. */
  readonly text: (text: string) => { readonly text: string } | { readonly missing: readonly string[] };
  /** What must be there before somebody who uses these things starts: servers, and whether the emulator. */
  readonly needs: (uses: readonly string[]) => { readonly servers: readonly string[]; readonly emulator: boolean };
  /** Told of what is left out, and why. */
  readonly leaveOut: (what: string) => void;
  /** Ends it, and says what is to change in the manifest. */
  readonly refuse: (why: string) => never;
}

/** A server that runs beside the services because of a thing; each of its parts may be missing. */
export interface LocalServer {
  readonly service?: ComposeService;
  /** File of the service, which it has under `<name>-init`. */
  readonly config?: Config;
  /** Whether a volume of the thing's name keeps data. */
  readonly volume?: boolean;
  /** Server that must be healthy before who uses the thing starts. */
  readonly waitFor?: string;
}

/** A variable of `.env`. */
export interface Variable {
  readonly name: string;
  /** Makes its first value. @default - a person writes it */
  readonly generate?: () => string;
}

/** Where something is in AWS, for a tunnel. */
export interface Endpoint {
  readonly host: string;
  readonly port: number;
  /** How to sign in, a line each; never a password. */
  readonly signIn: (localPort: number) => string[];
}

/** How a tunnel finds the things of a kind. */
export interface KindEndpoint {
  /** What people call such a thing; two kinds may be called the same. */
  readonly noun: string;
  /** What `uses` of the tunnel names: the thing itself, or what it is in. */
  readonly reachedBy: (environment: Environment, name: string) => string;
  /** Layer that lets the tunnel in. */
  readonly layer: "data" | "service";
  /** Asks AWS where it is; nothing if it is not there. An SDK is loaded by this, and not before. */
  readonly find: (environment: Environment, name: string) => Promise<Endpoint | undefined>;
}

/** What a part of an environment answers for a developer's computer. */
export interface PartLocal {
  /** The containers of the project's own that run because of it. */
  readonly containers: (context: LocalContext) => NamedService[];
  /** What of it is in AWS only, for people. */
  readonly absent: (environment: Environment) => string[];
}

/**
 * What a kind of things answers for a developer's computer, for `compose` and `tunnel`. A kind that leaves an answer out
 * does not compile.
 */
export interface KindLocal extends PartLocal {
  /** What a reference to an attribute stands for; undefined if it is in AWS only. */
  readonly value: (name: string, attribute: string, context: Pick<LocalContext, "environment" | "port">) => unknown;
  /** What the emulated AWS has of it; nothing if such things are not there. */
  readonly resources: ((environment: Environment) => Partial<Resources>) | undefined;
  /** What runs beside the services for a thing of it. */
  readonly server: (environment: Environment, name: string) => LocalServer;
  /** Path at which a thing of it answers on a port of this computer; nothing if it has no port there. */
  readonly published: (environment: Environment, name: string) => string | undefined;
  /** Variables that `.env` has because of it. */
  readonly variables: (environment: Environment) => Variable[];
  /** How a tunnel finds such a thing; nothing if none leads there. */
  readonly endpoint: KindEndpoint | undefined;
}

/** An answer of kinds of which there is nothing. */
export function none(): [] {
  return [];
}

/** Nothing runs because of such things. */
export const RUNS_NOTHING = { containers: none, server: () => ({}), published: () => undefined } as const;

/** Such things are in AWS only: no reference to them stands for anything, and the emulator has none of them. */
export const NOT_HERE = {
  ...RUNS_NOTHING,
  value: () => undefined,
  resources: undefined,
  variables: none,
  endpoint: undefined,
} as const;
