/** A parameter of a parameter group. */
interface Parameter {
  readonly name: string;
  readonly value: string;
  /** When it is applied. @default - at once */
  readonly applyMethod?: string;
}

/** What differs between the engines of database servers. */
export interface DatabaseEngine {
  /** Name in RDS. */
  readonly name: string;
  /** What its clients speak; the TCP port that it listens on. */
  readonly dialect: { readonly port: number };
  /** Family of parameter groups of a major version. */
  readonly family: (version: string) => string;
  /** Ending of the name of the parameter group of a major version. */
  readonly groupEnding: (version: string) => string;
  /** Server parameters, unless the props say otherwise. */
  readonly parameters: Readonly<Record<string, string>>;
  /** Parameters as a parameter group has them. */
  readonly groupParameters: (values: Readonly<Record<string, string>>) => Parameter[];
  /** Logs that go to CloudWatch Logs. */
  readonly logs: readonly string[];
  /** Whether Performance Insights takes an instance class. */
  readonly hasInsights: (instanceClass: string) => boolean;
}
