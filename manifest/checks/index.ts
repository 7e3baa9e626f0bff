import type { Environment } from "../schema/environment";
import type { Finding } from "../tree";

/** Finds what a schema cannot say of an environment. */
export type Check = (environment: Environment) => Finding[];

/** Every check of a single environment. */
export const CHECKS: readonly Check[] = [];
