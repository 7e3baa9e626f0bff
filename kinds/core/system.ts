import type { Image } from "../image/settings";
import type { Pipeline } from "../pipeline/pipeline";
import type { Environment } from "./environment";

/** A product made of services and data, as its file describes it. */
export interface System {
  name: string;
  /** File it is described in, relative to the project. */
  file: string;
  /** Tag `Owner` of what all environments share. */
  owner: string;
  /** Region of what all environments share: the system's own, or else its first environment's. */
  region: string;
  /** Account of what all environments share: the system's own, or else its first environment's. */
  account?: string;
  /** The system's own images, without what environments lay over them. */
  images: Record<string, Image>;
  /** Images that functions of any environment run, whichever environments are wanted: their repositories let Lambda in. */
  functionImages: ReadonlySet<string>;
  /** Boundary of the roles that all environments share: the system's own, or else its first environment's. */
  permissionsBoundary?: string;
  pipelines: Record<string, Pipeline>;
  environments: Environment[];
}
