import type { Access, Grant } from "../../core/contexts/access";

/** The way to another service: the service layer adds the edge, once it has made both. */
export const service: Grant = (): Access => ({ edges: [], statements: [] });
