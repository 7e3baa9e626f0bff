/** A database with an owner of its own. */
export interface NewDatabase {
  readonly database: string;
  readonly user: string;
  /** Environment variable that has the password; it is in no file. */
  readonly password: string;
}

/** A file that the image of a server runs when the server is new and empty, from /docker-entrypoint-initdb.d. */
export interface InitFile {
  readonly name: string;
  readonly content: string;
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
  /** What makes databases with their owners in a new, empty server; what fails in it prints no password. */
  readonly createDatabases: (databases: readonly NewDatabase[]) => InitFile;
}
