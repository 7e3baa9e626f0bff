import type { Environment } from "../schema/environment";
import type { Finding } from "../tree";
import { exec } from "./exec";
import { expose } from "./expose";
import { fargateSize } from "./fargate-size";
import { hosts } from "./hosts";
import { images } from "./images";
import { names } from "./names";
import { ports } from "./ports";
import { references } from "./references";
import { secrets } from "./secrets";
import { singleOrSeveral } from "./single-or-several";
import { startOrder } from "./start-order";
import { storage } from "./storage";
import { subnets } from "./subnets";
import { uses } from "./uses";

/** Finds what a schema cannot say of an environment. */
export type Check = (environment: Environment) => Finding[];

/** Every check of a single environment. */
export const CHECKS: readonly Check[] = [
  names,
  subnets,
  images,
  storage,
  secrets,
  singleOrSeveral,
  fargateSize,
  ports,
  startOrder,
  exec,
  expose,
  hosts,
  uses,
  references,
];
