/** A resource with the values that Terraform knows of it. */
export interface Resource {
  readonly address: string;
  readonly mode: "managed" | "data";
  readonly type: string;
  readonly name: string;
  readonly values: Readonly<Record<string, unknown>>;
  /** Addresses of all that it needs, directly or by others. */
  readonly depends_on?: readonly string[];
  /** Its creation did not finish; Terraform means to make it again. */
  readonly tainted?: boolean;
}

interface Module {
  readonly resources?: readonly Resource[];
  readonly child_modules?: readonly Module[];
}

/** The parts of `terraform show -json` that are read here. */
export interface State {
  readonly values?: {
    readonly root_module?: Module;
    readonly outputs?: Readonly<Record<string, { readonly value: unknown }>>;
  };
}

/** The resources that a state manages, those of modules too. */
export function managedResources(state: State): Resource[] {
  return resources(state.values?.root_module).filter((resource) => resource.mode === "managed");
}

function resources(module: Module = {}): Resource[] {
  return [...(module.resources ?? []), ...(module.child_modules ?? []).flatMap(resources)];
}
