/** A database with an owner of its own. */
export interface NewDatabase {
  readonly database: string;
  readonly user: string;
  /** Interpolation that stands for the password; it is in no file. */
  readonly password: string;
}

/** What servers that speak the same language have in common, whichever engine they run. */
export interface Dialect {
  readonly name: "postgresql" | "mysql";
  readonly port: number;
  /** Databases that a server has already, and that nobody may ask for. */
  readonly systemDatabases: readonly string[];
  /** What is wrong with the name of a user who is no master user; nothing if it may be. */
  readonly userMistake: (user: string) => string | undefined;
  /** What is wrong with the name of a master user; nothing if it may be. */
  readonly masterUserMistake: (user: string) => string | undefined;
  /** Program that makes a database inside a server, and a stock image with its client. */
  readonly program: { readonly image: string; readonly file: string };
  /** Statements that make a database with its owner in a new, empty server. */
  readonly createDatabase: (database: NewDatabase) => string;
}
