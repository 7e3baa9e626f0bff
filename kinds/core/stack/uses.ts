import { bucketPrefixes } from "../../bucket/stack/access";
import type { Level } from "../../service/settings";
import type { Access, AccessContext } from "../contexts/access";
import { kindOf } from "../sections";
import { KIND_STACKS } from ".";

/** The network edges and permissions that `uses: { <name>: <level> }` stands for; nothing else grants anything. */
export function accessTo(name: string, level: Level, context: AccessContext): Access {
  if (typeof level !== "string") return bucketPrefixes(name, level, context);
  return KIND_STACKS[kindOf(context.environment, name)!].grant(name, level, context);
}
