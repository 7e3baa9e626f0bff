import { REDIS_PORT } from "../../../aws/ports";
import type { Access, Grant } from "../../core/contexts/access";
import { cacheOutputs } from "../outputs";

/** The way to a cache. */
export const cache: Grant = (name, _level, { data }): Access => ({
  edges: [{ to: name, securityGroupId: data(cacheOutputs(name).access), port: REDIS_PORT }],
  statements: [],
});
