import { resolve } from "node:path";
import { synthesize, type Template } from "../../stacks/template";

// The facts of adilas, one promise each.
export const ROOT = resolve(__dirname, "../../..");
export const stacks = synthesize(undefined, "adilas");
export const of = (environment: string, layer: string): Template => stacks[`adilas-${environment}-${layer}`]!;
export const STACKS = ["data0", "data1", "data2"];
