/** A service as the Compose Specification has it (https://github.com/compose-spec/compose-spec/blob/main/05-services.md). */
export interface ComposeService {
  readonly image?: string;
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly environment?: Readonly<Record<string, string>>;
  readonly [field: string]: unknown;
}

/** A file of a service. */
export interface Config {
  readonly content: string;
}

/** A Compose file. */
export interface Project {
  readonly name: string;
  readonly services: Readonly<Record<string, ComposeService>>;
  readonly configs?: Readonly<Record<string, Config>>;
  readonly volumes?: Readonly<Record<string, object>>;
}
