/** What has a state of its own, and hands values on by it. */
export type LayerName = "state" | "registry" | "images" | "pipelines" | "network" | "data" | "service" | "operations";

interface Named<Layer extends LayerName> {
  readonly layer: Layer;
  /** Name in the state of the layer. */
  readonly name: string;
  /** What it is, as Terraform shows it. */
  readonly description: string;
}

/** A text that a layer hands on to others. */
export interface Output<Layer extends LayerName = LayerName> extends Named<Layer> {
  readonly isList: false;
}

/** A list of texts that a layer hands on to others. */
export interface ListOutput<Layer extends LayerName = LayerName> extends Named<Layer> {
  readonly isList: true;
}

/** Reads what a layer hands on. */
export type Read<Layer extends LayerName> = (output: Output<Layer>) => string;

/** An output. Only `outputs.ts` of a kind makes any, so that who publishes a value and who reads it say the same. */
export function output<Layer extends LayerName>(layer: Layer, name: string, description: string): Output<Layer> {
  return { layer, name, description, isList: false };
}

/** The same of a list. */
export function listOutput<Layer extends LayerName>(
  layer: Layer,
  name: string,
  description: string,
): ListOutput<Layer> {
  return { layer, name, description, isList: true };
}

/** The security group of something that services and the tunnel reach. */
export function accessOutput(thing: string): Output<"data"> {
  return output("data", `${thing}_access`, `Security group of ${thing}`);
}
