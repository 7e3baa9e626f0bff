/** A cycle among names, with its first name again at the end, if there is one. */
export function findCycle(names: readonly string[], next: (name: string) => readonly string[]): string[] | undefined {
  const finished = new Set<string>();
  const trail: string[] = [];

  function visit(name: string): string[] | undefined {
    const start = trail.indexOf(name);
    if (start !== -1) {
      return [...trail.slice(start), name];
    }
    if (finished.has(name)) {
      return undefined;
    }
    trail.push(name);
    for (const follower of next(name)) {
      const cycle = visit(follower);
      if (cycle !== undefined) {
        return cycle;
      }
    }
    trail.pop();
    finished.add(name);
    return undefined;
  }

  for (const name of names) {
    const cycle = visit(name);
    if (cycle !== undefined) {
      return cycle;
    }
  }
  return undefined;
}
