import type { Dialect } from "./dialect";

/** A parameter of a parameter group. */
export interface Parameter {
  readonly name: string;
  readonly value: string;
  /** When it is applied. @default - at once */
  readonly applyMethod?: string;
}

/** How an image runs a server of an engine on a developer's computer. */
export interface LocalServer {
  readonly image: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Folder of the image in which the data is. */
  readonly data: string;
  /** Command that succeeds once the server takes connections, as Compose's `test`. */
  readonly ready: readonly string[];
}

/** What a server on a developer's computer is made with. */
export interface LocalServerProps {
  readonly version: string;
  readonly database: string;
  readonly user: string;
  /** Interpolation that stands for the password; it is in no file. */
  readonly password: string;
}

/**
 * What an engine of database servers answers. It is one value, in a file of its own; an engine that leaves an answer out
 * does not compile, and the registry in `index.ts` is the only list of engines.
 */
export interface Engine {
  /** Name in RDS. */
  readonly name: string;
  /** Whether it is an Aurora cluster, and not a single server. */
  readonly cluster: boolean;
  /** The language it speaks. */
  readonly dialect: Dialect;
  /** Name of the engine in secrets, as AWS's rotation functions and libraries know it. */
  readonly secretName: "postgres" | "mysql" | "mariadb";
  /** Master user, unless the manifest names another. */
  readonly user: string;
  /** Whether a cluster can be turned back in place. */
  readonly backtrack: boolean;
  /** What is wrong with a major version, and the remedy; nothing if it is one. */
  readonly versionMistake: (version: string) => string | undefined;
  /** Family of parameter groups of a major version. */
  readonly family: (version: string) => string;
  /** Ending of the name of the parameter group of a major version. */
  readonly groupEnding: (version: string) => string;
  /** Server parameters, unless the manifest says otherwise: TLS only, and what is logged. */
  readonly parameters: Readonly<Record<string, string>>;
  /** Parameters as a parameter group has them. */
  readonly groupParameters: (values: Readonly<Record<string, string>>) => Parameter[];
  /** Logs that go to CloudWatch Logs. */
  readonly logs: readonly string[];
  /** Whether Performance Insights takes an instance class. */
  readonly hasInsights: (instanceClass: string) => boolean;
  /** How people sign in through a tunnel. */
  readonly client: (login: Login) => string;
  /** The same engine on a developer's computer. */
  readonly local: (props: LocalServerProps) => LocalServer;
}

/** Where a client connects to, and as whom. */
export interface Login {
  /** Host name of the server in AWS, which its certificate is for. */
  readonly host: string;
  /** Port of this computer that leads there. */
  readonly local: number;
  readonly database: string;
  readonly user: string;
}
