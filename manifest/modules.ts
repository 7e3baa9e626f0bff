import { suggestion } from "../language/diagnostics/nearest";
import { moduleName } from "../language/types/name";
import { at, type Branch, keysOf, kindOfTree, type PlacedDiagnostic, type Tree } from "../language/yaml/tree";
import { overlaySettings } from "./like";

/** Every module of every system, in place of a list of names. */
export const ALL = "all";

/** Settings with modules laid over them. */
export interface Laid {
  readonly settings: Branch;
  readonly diagnostics: readonly PlacedDiagnostic[];
}

/** What an environment says of modules, and the rest of its own part. */
export interface Choice {
  /** Names of the modules that are on, in the order in which the system has them. */
  readonly on: readonly string[];
  readonly own: Tree;
  readonly diagnostics: readonly PlacedDiagnostic[];
}

function about(tree: Tree, message: string, where: "place" | "key" = "place"): PlacedDiagnostic {
  return { ...tree[where], path: tree.path, message };
}

/** A system's modules: named settings that are laid over the system's in the environments that turn them on. */
export class Modules {
  readonly names: readonly string[];
  /** What is wrong with the modules wherever they are on. */
  readonly diagnostics: readonly PlacedDiagnostic[];
  private readonly parts: ReadonlyMap<string, Branch>;
  private readonly laid = new Map<string, Laid>();

  constructor(
    private readonly settings: Branch,
    modules: Tree | undefined,
  ) {
    const entries = modules?.kind === "branch" ? [...modules.entries] : [];
    this.parts = new Map(entries.flatMap(([name, part]) => (part.kind === "branch" ? [[name, part] as const] : [])));
    this.names = [...this.parts.keys()];
    const what = "write a map of names, each with the settings that it lays over the system's";
    this.diagnostics = [
      ...(modules === undefined || modules.kind === "branch"
        ? []
        : [about(modules, `${kindOfTree(modules)}; ${what}`)]),
      ...entries.flatMap(([name, part]) => partDiagnostics(name, part)),
      ...this.imageDiagnostics(),
    ];
  }

  /** The modules that an environment has on: by its own `modules`, or because they are asked for. */
  choose(own: Tree, asked: readonly string[]): Choice {
    const modules = own.kind === "branch" ? own.entries.get("modules") : undefined;
    const entries = modules?.kind === "branch" ? [...modules.entries] : [];
    const chosen = entries.filter(([, value]) => value.kind === "leaf" && value.value === true).map(([name]) => name);
    const isOn = (name: string) => asked.includes(ALL) || [...chosen, ...asked].includes(name);
    return {
      on: this.names.filter(isOn),
      own: modules && own.kind === "branch" ? without(own, "modules") : own,
      diagnostics:
        modules === undefined || modules.kind === "branch"
          ? entries.flatMap(([name, value]) => this.choiceDiagnostics(name, value))
          : [about(modules, `${kindOfTree(modules)}; write a map such as { ${this.names[0] ?? "name"}: true }`)],
    };
  }

  /** The system's settings with modules laid over them, one after the other. */
  over(on: readonly string[]): Laid {
    const key = on.join();
    const known = this.laid.get(key);
    if (known !== undefined) return known;
    const diagnostics: PlacedDiagnostic[] = [];
    const settings = on.reduce((under, name) => {
      const { tree, diagnostics: merging } = overlaySettings(under, this.parts.get(name)!);
      diagnostics.push(...merging);
      return tree;
    }, this.settings);
    const laid = { settings, diagnostics };
    this.laid.set(key, laid);
    return laid;
  }

  private choiceDiagnostics(name: string, value: Tree): PlacedDiagnostic[] {
    if (!this.parts.has(name)) {
      const advice = suggestion(name, this.names, "the system has none");
      return [about(value, `there is no module \`${name}\`; ${advice}`, "key")];
    }
    const fits = value.kind === "leaf" && typeof value.value === "boolean";
    return fits ? [] : [about(value, `${kindOfTree(value)}; write true to turn the module on, or false`)];
  }

  /** Images are built once for all environments, whatever modules these have. */
  private imageDiagnostics(): PlacedDiagnostic[] {
    const owners = new Map(keysOf(this.settings, "images").map((name) => [name, "the system"]));
    return [...this.parts].flatMap(([module, part]) =>
      keysOf(part, "images").flatMap((name) => {
        const owner = owners.get(name);
        owners.set(name, owner ?? `module \`${module}\``);
        const message = `\`${name}\` is an image of ${owner}, and all environments share it; give the module's another name`;
        return owner === undefined ? [] : [about(at(part, ["images", name])!, message, "key")];
      }),
    );
  }
}

function partDiagnostics(name: string, part: Tree): PlacedDiagnostic[] {
  const { success, error } = moduleName.safeParse(name);
  const naming = success ? [] : [about(part, `\`${name}\` ${error.issues[0]!.message}`, "key")];
  const fits = part.kind === "branch" && part.entries.size > 0;
  return fits ? naming : [...naming, about(part, "has no settings; write those that it lays over the system's")];
}

function without(tree: Branch, key: string): Branch {
  return { ...tree, entries: new Map([...tree.entries].filter(([name]) => name !== key)) };
}

/** The message for modules that are asked for and that no system has. */
export function unknownModule(name: string, known: readonly string[]): string {
  return `\`${name}\` is no module; ${suggestion(name, known, "there are none")}`;
}
