import { CHECKS } from "../kinds/core/checks";
import type { Environment } from "../kinds/core/environment";
import { imageOverlay } from "../kinds/image/overlay";
import { BuiltInVariables } from "../language/built-in-variables";
import { without } from "../language/diagnostics/without";
import { inOrder } from "../language/yaml/order";
import {
  at,
  type Branch,
  type Diagnostic,
  extend,
  kindOfTree,
  type PlacedDiagnostic,
  place,
  type Step,
  type Tree,
} from "../language/yaml/tree";
import { additions } from "./additions";
import { likened, overlaySettings } from "./like";
import type { Sections } from "./section-parser";
import { substitute } from "./substitute";

/** What environments are laid over. */
export interface Base {
  readonly system: string;
  readonly settings: Branch;
  /** Values of the words where environments do not matter. */
  readonly words: BuiltInVariables;
  readonly sections: Sections;
  /** Settings without a value. */
  readonly empty: readonly Diagnostic[];
}

function branch(tree: Tree): Branch {
  return tree.kind === "branch" ? tree : { ...tree, kind: "branch", entries: new Map() };
}

function shapeDiagnostics(own: Tree): PlacedDiagnostic[] {
  const fits = own.kind === "branch" || (own.kind === "leaf" && own.value === null);
  const message = `${kindOfTree(own)}; write a map of what differs from the system, or {}`;
  return fits ? [] : [{ ...own.place, path: own.path, message }];
}

/** Images are built once for all environments; only the tag may be an environment's own. */
function isShared(path: readonly Step[]): boolean {
  return path[0] === "images" && path[2] !== "tag";
}

/** An environment that was read. */
export class EnvironmentReader {
  /** The environment, unless there are diagnostics. */
  readonly environment: Environment | undefined;
  readonly diagnostics: readonly PlacedDiagnostic[];
  /** Values of the words in the environment. */
  readonly words: BuiltInVariables;
  /** The system's settings with the environment's laid over them. */
  readonly settings: Branch;

  constructor(
    base: Base,
    readonly name: string,
    private readonly own: Tree,
    /** What is wrong already: with the modules that the environment has on. */
    earlier: readonly PlacedDiagnostic[] = [],
  ) {
    const { own: overlaid, diagnostics: imageDiagnostics } = imageOverlay(base.settings, branch(own));
    const { tree: merged, diagnostics: merging } = overlaySettings(base.settings, overlaid);
    const { tree: settings, diagnostics: likening } = likened(merged);
    this.settings = settings;
    this.words = new BuiltInVariables(base.system, name, settings);
    const { value, diagnostics: references } = substitute(settings, (path) =>
      isShared(path) ? base.words : this.words,
    );
    const { data, diagnostics: issues = [] } = base.sections.parse(value as Record<string, unknown>);
    const environment = data && { ...inOrder(data, value), system: base.system, name };
    const checks = environment ? CHECKS.flatMap((find) => find(environment)) : [];
    const found = [...references, ...without([...issues, ...checks], references)];
    const named = additions(base.settings, overlaid, settings, without(found, base.empty));
    const placed = named.map((diagnostic) => this.place(diagnostic));
    this.diagnostics = [...earlier, ...shapeDiagnostics(own), ...imageDiagnostics, ...merging, ...likening, ...placed];
    this.environment = this.diagnostics.length === 0 ? environment : undefined;
  }

  /** Gives a diagnostic its place; what is missing as a whole is missing where the environment begins. */
  place(diagnostic: Diagnostic): PlacedDiagnostic {
    const [step] = diagnostic.path;
    if (step !== undefined && at(this.settings, [step]) !== undefined) {
      return place(this.settings, diagnostic);
    }
    return { ...this.own.key, path: diagnostic.path.reduce(extend, this.own.path), message: diagnostic.message };
  }
}
