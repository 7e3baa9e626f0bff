import { CHECKS } from "../kinds/checks";
import type { Environment } from "../kinds/environment";
import { imageOverlay } from "../kinds/image/overlay";
import { Words } from "../language/built-in-variables";
import { without } from "../language/diagnostics/without";
import { inOrder } from "../language/yaml/order";
import {
  at,
  type Branch,
  extend,
  type Finding,
  kindOfTree,
  type PlacedFinding,
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
  readonly words: Words;
  readonly sections: Sections;
  /** Settings without a value. */
  readonly empty: readonly Finding[];
}

function branch(tree: Tree): Branch {
  return tree.kind === "branch" ? tree : { ...tree, kind: "branch", entries: new Map() };
}

function shapeFindings(own: Tree): PlacedFinding[] {
  const fits = own.kind === "branch" || (own.kind === "leaf" && own.value === null);
  const message = `${kindOfTree(own)}; write a map of what differs from the system, or {}`;
  return fits ? [] : [{ ...own.place, path: own.path, message }];
}

/** Images are built once for all environments; only the tag may be an environment's own. */
function isShared(path: readonly Step[]): boolean {
  return path[0] === "images" && path[2] !== "tag";
}

/** An environment that was read. */
export class Reading {
  /** The environment, unless there are findings. */
  readonly environment: Environment | undefined;
  readonly findings: readonly PlacedFinding[];
  /** Values of the words in the environment. */
  readonly words: Words;
  /** The system's settings with the environment's laid over them. */
  readonly settings: Branch;

  constructor(
    base: Base,
    readonly name: string,
    private readonly own: Tree,
    /** What is wrong already: with the modules that the environment has on. */
    earlier: readonly PlacedFinding[] = [],
  ) {
    const { own: overlaid, findings: imageFindings } = imageOverlay(base.settings, branch(own));
    const { tree: merged, findings: merging } = overlaySettings(base.settings, overlaid);
    const { tree: settings, findings: likening } = likened(merged);
    this.settings = settings;
    this.words = new Words(base.system, name, settings);
    const { value, findings: references } = substitute(settings, (path) => (isShared(path) ? base.words : this.words));
    const { data, findings: issues = [] } = base.sections.parse(value as Record<string, unknown>);
    const environment = data && { ...inOrder(data, value), system: base.system, name };
    const checks = environment ? CHECKS.flatMap((find) => find(environment)) : [];
    const found = [...references, ...without([...issues, ...checks], references)];
    const named = additions(base.settings, overlaid, settings, without(found, base.empty));
    const placed = named.map((finding) => this.place(finding));
    this.findings = [...earlier, ...shapeFindings(own), ...imageFindings, ...merging, ...likening, ...placed];
    this.environment = this.findings.length === 0 ? environment : undefined;
  }

  /** Gives a finding its place; what is missing as a whole is missing where the environment begins. */
  place(finding: Finding): PlacedFinding {
    const [step] = finding.path;
    if (step !== undefined && at(this.settings, [step]) !== undefined) {
      return place(this.settings, finding);
    }
    return { ...this.own.key, path: finding.path.reduce(extend, this.own.path), message: finding.message };
  }
}
