import { join } from "node:path";
import { BenchmarkError } from "./benchmark-error";
import { differences } from "./differences";
import { measure, type Program, type Usage } from "./measure";
import { makeProject } from "./project";
import { type Spread, spread } from "./statistics";
import { countResources, readStacks } from "./synthesized";

/** Usage of several runs. */
export type Figures = Record<keyof Usage, Spread>;

/** Two programs side by side. */
export interface Comparison {
  /** What is compared. */
  readonly what: string;
  readonly names: readonly [first: string, second: string];
  readonly first: Figures;
  readonly second: Figures;
  /** The first's usage as a multiple of the second's, pair by pair. */
  readonly ratio: Figures;
}

/** How Drydock fares beside a plain program that does the same work. */
export interface Result extends Comparison {
  readonly environments: number;
  readonly stacks: number;
  readonly resources: number;
}

export interface BenchmarkProps {
  /** Folder of this project. */
  readonly root: string;
  /** Folder for projects and outputs; the caller removes it. */
  readonly folder: string;
  /** Pairs of measured runs. */
  readonly runs: number;
}

/** Measures programs in pairs, after one run of each that does not count. */
export class Benchmark {
  constructor(private readonly props: BenchmarkProps) {}

  /** Drydock beside plain CDKTF. */
  besidePlain(environments: number): Result {
    const project = this.project(environments);
    const drydock = this.drydock(project);
    const plain: Program = { argv: [join(__dirname, "plain/main.js"), String(environments)], project };
    const stacks = this.warmUp(drydock, plain);
    return {
      environments,
      stacks: Object.keys(stacks).length,
      resources: countResources(stacks),
      what: `Environments: ${environments}`,
      names: ["Drydock", "plain CDKTF"],
      ...this.pairs(drydock, plain),
    };
  }

  /** One environment of many, chosen with DRYDOCK_ONLY, beside one that is alone. */
  oneOfMany(environments: number): Comparison {
    const name = `sliderule-e${Math.ceil(environments / 2)}`;
    const one = { ...this.drydock(this.project(environments)), environment: { DRYDOCK_ONLY: name } };
    const alone = this.drydock(this.project(1));
    for (const program of [one, alone]) measure(program, this.output("first"));
    return {
      what: `DRYDOCK_ONLY=${name} of ${environments} environments, beside one environment alone`,
      names: ["one of many", "alone"],
      ...this.pairs(one, alone),
    };
  }

  private drydock(project: string): Program {
    return { argv: [join(__dirname, "../../launcher/synth.js")], project };
  }

  private project(environments: number): string {
    const project = join(this.props.folder, `project-${environments}`);
    makeProject(this.props.root, project, environments);
    return project;
  }

  private output(which: "first" | "second"): string {
    return join(this.props.folder, which);
  }

  /** Runs both once and makes sure that they make the same. */
  private warmUp(drydock: Program, plain: Program) {
    measure(drydock, this.output("first"));
    measure(plain, this.output("second"));
    const made = { drydock: readStacks(this.output("first")), plain: readStacks(this.output("second")) };
    const found = differences(made);
    if (found.length > 0) throw differ(found);
    return made.drydock;
  }

  private pairs(one: Program, other: Program): Pick<Comparison, "first" | "second" | "ratio"> {
    const first: Usage[] = [];
    const second: Usage[] = [];
    for (let run = 0; run < this.props.runs; run += 1) {
      first.push(measure(one, this.output("first")));
      second.push(measure(other, this.output("second")));
    }
    const ratios = first.map((usage, run) => each((key) => usage[key] / second[run]![key]));
    return { first: figures(first), second: figures(second), ratio: figures(ratios) };
  }
}

/** The two programs do not make the same things, so their times would say nothing. */
function differ(found: readonly string[]): BenchmarkError {
  const more = found.length > 10 ? [`… and ${found.length - 10} more`] : [];
  const lines = [...found.slice(0, 10).map((line) => `- ${line}`), ...more];
  return new BenchmarkError(
    `Drydock and the plain program do not make the same; bring bench/plain up to date:\n${lines.join("\n")}`,
  );
}

function figures(usages: readonly Usage[]): Figures {
  return each((key) => spread(usages.map((usage) => usage[key])));
}

function each<T>(of: (key: keyof Usage) => T): Record<keyof Usage, T> {
  return { wall: of("wall"), cpu: of("cpu"), memory: of("memory") };
}
