import { setTimeout as sleep } from "node:timers/promises";
import type { Program } from "./program";
import type { Site } from "./site";

/** A way in which a deploy or a bootstrap is interrupted. */
export interface Interruption {
  readonly name: string;
  /** The program has a terminal of its own. @default false */
  readonly terminal?: boolean;
  /** The project's files are on a small disk. @default false */
  readonly disk?: boolean;
  readonly strike: (program: Program, site: Site) => void | Promise<void>;
}

/** Every way that is drilled. */
export const INTERRUPTIONS: readonly Interruption[] = [
  { name: "SIGKILL of everything, as when the machine dies", strike: (program) => program.killAll() },
  { name: "SIGKILL of drydock alone", strike: (program) => program.signal("SIGKILL") },
  { name: "SIGKILL of Terraform alone", strike: (program) => program.killAll("terraform") },
  { name: "SIGINT to the group", strike: (program) => program.signalGroup("SIGINT") },
  { name: "Ctrl-C typed in a terminal", terminal: true, strike: (program) => program.order("c") },
  { name: "Ctrl-C typed three times", terminal: true, strike: insist },
  { name: "hang-up of the terminal", terminal: true, strike: (program) => program.order("h") },
  {
    name: "credentials that end",
    strike: (_program, { proxy }) => {
      proxy.fault = () => "expired credentials";
    },
  },
  { name: "connection lost", strike: (_program, { proxy }) => proxy.refuse() },
  { name: "disk full", disk: true, strike: (_program, site) => site.fillDisk(true) },
];

/** Milliseconds between two: so near that they are one is what a terminal and npm send together. */
const BETWEEN = 1_500;

/** The second is explained, and the third makes Terraform give up. */
async function insist(program: Program): Promise<void> {
  for (let count = 0; count < 3; count += 1) {
    program.order("c");
    await sleep(BETWEEN);
  }
}
