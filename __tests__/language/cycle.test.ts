import fc from "fast-check";
import { findCycle } from "../../language/cycle";

const graph = fc.dictionary(fc.constantFrom(..."abcdef"), fc.uniqueArray(fc.constantFrom(..."abcdef")));

/** Whether following edges from a name leads back to it. */
function returns(edges: Record<string, string[]>, name: string): boolean {
  const reached = new Set<string>();
  for (let next = [...(edges[name] ?? [])]; next.length > 0; next = next.flatMap((one) => edges[one] ?? [])) {
    next = next.filter((one) => !reached.has(one));
    for (const one of next) reached.add(one);
  }
  return reached.has(name);
}

describe("findCycle", () => {
  it("finds a cycle if and only if a name leads back to itself, and every step of it is an edge", () => {
    fc.assert(
      fc.property(graph, (edges) => {
        const cycle = findCycle(Object.keys(edges), (name) => edges[name] ?? []);
        expect(cycle !== undefined).toBe(Object.keys(edges).some((name) => returns(edges, name)));
        for (const [index, name] of (cycle ?? []).slice(0, -1).entries()) {
          expect(edges[name]).toContain(cycle![index + 1]);
        }
        expect(cycle?.[0]).toBe(cycle?.at(-1));
      }),
    );
  });
});
