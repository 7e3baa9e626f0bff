import { type KindLocal, NOT_HERE, none } from "../core/local/kind";

/** A file system is a volume. */
export const fileSystemLocal: KindLocal = { ...NOT_HERE, server: () => ({ volume: true }), absent: none };
