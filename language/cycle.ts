/** A cycle among names, with its first name again at the end, if there is one. */
export function findCycle(names: readonly string[], next: (name: string) => readonly string[]): string[] | undefined {
  const finished = new Set<string>();
  for (const start of names) {
    const trail = [start];
    const waiting = new Map([[start, [...next(start)]]]);
    for (let name = trail.at(-1); name !== undefined; name = trail.at(-1)) {
      const follower = waiting.get(name)?.shift();
      if (follower === undefined) {
        finished.add(name);
        waiting.delete(name);
        trail.pop();
      } else if (waiting.has(follower)) {
        return [...trail.slice(trail.indexOf(follower)), follower];
      } else if (!finished.has(follower)) {
        trail.push(follower);
        waiting.set(follower, [...next(follower)]);
      }
    }
  }
  return undefined;
}
