import { ClientScript, type Login } from "../../servers/postgres-server";

/** Runs of a program that makes an extra database. */
export class ExtraDatabaseRuns {
  /** What all of them have printed, up to the last test. */
  printed = "";
  /** Every password that they were given. */
  readonly passwords = new Set<string>();
  private running: ClientScript[] = [];

  /** `server` gives the variables that say where the server is, and its master user. */
  constructor(
    private readonly script: string,
    private readonly server: () => Record<string, string>,
  ) {
    afterEach(async () => {
      for (const run of this.running) run.end();
      for (const { outcome } of this.running) this.printed += (await outcome).output;
      this.running = [];
    });
  }

  /** Runs the program for a database, as ECS does. */
  readonly init = (login: Login, changes: Record<string, string> = {}): ClientScript => {
    const variables: Record<string, string> = {
      ...this.server(),
      DATABASE: login.database,
      DATABASE_USER: login.user,
      DATABASE_PASSWORD: login.password,
      TRIES: "2",
      PAUSE: "0.1",
      ...changes,
    };
    this.passwords.add(variables["SERVER_PASSWORD"]!).add(variables["DATABASE_PASSWORD"]!);
    const run = new ClientScript(this.script, variables);
    this.running.push(run);
    return run;
  };

  /** Makes a database with a user of the same name. */
  readonly made = async (name: string, password = `${name}'s password`): Promise<Login> => {
    const login = { user: name, password, database: name };
    const { exitCode, output } = await this.init(login).outcome;
    expect([exitCode, output]).toEqual([0, expect.stringMatching(/ the password of .+ is set\n$/)]);
    return login;
  };
}
