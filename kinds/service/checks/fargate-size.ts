import { anyOf } from "../../../language/diagnostics/nearest";
import type { Diagnostic, Step } from "../../../language/yaml/tree";
import type { Environment } from "../../core/environment";

interface Memory {
  readonly least: number;
  readonly most: number;
  readonly step: number;
}

/** Memory in MiB that Fargate has for each CPU (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-cpu-memory-error.html). */
const MEMORY: Readonly<Record<number, readonly number[] | Memory>> = {
  256: [512, 1024, 2048],
  512: [1024, 2048, 3072, 4096],
  1024: { least: 2048, most: 8192, step: 1024 },
  2048: { least: 4096, most: 16_384, step: 1024 },
  4096: { least: 8192, most: 30_720, step: 1024 },
  8192: { least: 16_384, most: 61_440, step: 4096 },
  16384: { least: 32_768, most: 122_880, step: 8192 },
};

function allows(memory: readonly number[] | Memory, value: number): boolean {
  if ("step" in memory) {
    return value >= memory.least && value <= memory.most && value % memory.step === 0;
  }
  return memory.includes(value);
}

function choices(memory: readonly number[] | Memory): string {
  return "step" in memory ? `${memory.least} to ${memory.most} in steps of ${memory.step}` : anyOf(memory);
}

function sizeDiagnostics(cpu: number, memory: number, path: readonly Step[]): Diagnostic[] {
  const allowed = MEMORY[cpu];
  if (allowed === undefined) {
    return [{ path: [...path, "cpu"], message: `Fargate has no ${cpu} CPU; choose ${anyOf(Object.keys(MEMORY))}` }];
  }
  const message = `Fargate has no ${cpu} CPU / ${memory} MiB; with ${cpu} CPU choose ${choices(allowed)}`;
  return allows(allowed, memory) ? [] : [{ path, at: "overlay", message }];
}

/** Fargate has certain pairs of CPU and memory only. */
export function fargateSize({ services }: Environment): Diagnostic[] {
  return Object.entries(services).flatMap(([name, { size, capacity }]) =>
    capacity === undefined ? sizeDiagnostics(size.cpu, size.memory, ["services", name, "size"]) : [],
  );
}
