import type { Kind } from "./attributes";

/** What `uses` may say of each kind of resource. Images need none. */
export const LEVELS = {
  image: [],
  database: ["connect"],
  secret: ["read"],
  email: ["send"],
  permission: ["grant"],
  service: ["connect"],
} as const satisfies Record<Kind, readonly string[]>;
