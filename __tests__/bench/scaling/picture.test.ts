import { ASSUMPTIONS, WORK } from "../../../bench/scaling/assumptions";
import { taskHour } from "../../../bench/scaling/cost";
import { picture } from "../../../bench/scaling/picture";
import { report } from "../../../bench/scaling/report";
import { simulate } from "../../../bench/scaling/simulation";
import { traces } from "../../../bench/scaling/traces";
import { FIXTURE, poolsIn } from "./environment-pools";

const { prod: pool } = poolsIn("pools-one", FIXTURE);
const runs = traces(WORK, pool!.queue).map((trace) => simulate(pool!, trace, ASSUMPTIONS));
const svg = picture("pools <one>", runs);

describe("the picture", () => {
  it("is well-formed", () => {
    const open: string[] = [];
    for (const [, end, name, self] of svg.matchAll(/<(\/?)([a-z]+)[^<>]*?(\/?)>/g)) {
      if (end) expect(open.pop()).toBe(name);
      else if (!self) open.push(name!);
    }
    expect(open).toEqual([]);
    expect(svg).toContain("pools &lt;one&gt;");
    expect(svg).not.toMatch(/NaN|Infinity|undefined/);
  });

  it("has four charts for each trace, and says what was found", () => {
    expect(svg.match(/class="axis"/g)).toHaveLength(4 * runs.length);
    for (const { trace } of runs) expect(svg).toContain(`>${trace.name}</text>`);
    expect(svg.match(/✓/g)).toHaveLength(5 * runs.length);
  });

  it("stays within its frame, and as small as a picture in a page should be", () => {
    const [, width] = /viewBox="0 0 (\d+) \d+"/.exec(svg)!;
    const longest = Math.max(...[...svg.matchAll(/>([^<]+)<\/text>/g)].map(([, text]) => text!.length));
    // 11 px letters are about 6 px wide, and a column has 280.
    expect(longest * 6).toBeLessThanOrEqual(306);
    expect(Number(width)).toBeLessThan(1600);
    expect(svg.length).toBeLessThan(200_000);
  });
});

describe("the report", () => {
  it("has a line for each trace, with what the tasks cost", () => {
    const lines = report(runs).split("\n");
    expect(lines).toHaveLength(1 + runs.length);
    const [burst] = runs;
    const usd = (burst!.taskSeconds / 3600) * taskHour(pool!);
    expect(lines[1]).toContain(usd.toFixed(2));
    expect(lines[1]).toContain("all holds");
  });
});
