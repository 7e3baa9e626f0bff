/** The paths that each suite leaves out. */
export const SUITES: Record<string, readonly string[]>;

/** The paths that `npm run check` leaves out. */
export const FAST: readonly string[];
