import type { Kind } from "./attributes";

/** What `uses` may say of each kind of resource. */
export const LEVELS = {
  database: ["connect"],
  "extra database": ["connect"],
  cache: ["connect"],
  bucket: ["read", "write", "read-write"],
  "tenant group": ["read", "read-write", "connect", "full"],
  table: ["read", "read-write"],
  topic: ["publish"],
  queue: ["send", "receive", "watch"],
  "file system": ["read", "read-write"],
  secret: ["read", "rotate"],
  "user pool": ["sign-in", "read", "manage"],
  email: ["send"],
  permission: ["grant"],
  service: ["connect"],
  function: ["invoke"],
} as const satisfies Record<Kind, readonly string[]>;
