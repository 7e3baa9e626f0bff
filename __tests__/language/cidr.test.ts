import { BlockList } from "node:net";
import fc from "fast-check";
import { canonical, contains, overlaps, range } from "../../language/types/cidr";

const address = fc.ipV4();
const cidr = fc.tuple(address, fc.integer({ min: 1, max: 32 })).map(([ip, prefix]) => `${ip}/${prefix}`);

/** Node's own reading of a range. */
function list(text: string): BlockList {
  const [ip = "", prefix = ""] = text.split("/");
  const blocks = new BlockList();
  blocks.addSubnet(ip, Number(prefix));
  return blocks;
}

function dotted(number: number): string {
  return canonical({ text: "", first: number, last: number, prefix: 32 }).split("/")[0]!;
}

describe("an IPv4 range", () => {
  it("has the addresses that Node says it has", () => {
    fc.assert(
      fc.property(cidr, address, (text, ip) => {
        expect(contains(range(text), range(`${ip}/32`))).toBe(list(text).check(ip));
        expect(list(text).check(dotted(range(text).first))).toBe(true);
        expect(list(text).check(dotted(range(text).last))).toBe(true);
      }),
    );
  });

  it("overlaps another if and only if one of them has the other's first address", () => {
    fc.assert(
      fc.property(cidr, cidr, (one, other) => {
        const shared = list(one).check(dotted(range(other).first)) || list(other).check(dotted(range(one).first));
        expect(overlaps(range(one), range(other))).toBe(shared);
      }),
    );
  });

  it("is the same range when it begins with its first address", () => {
    fc.assert(
      fc.property(cidr, (text) => {
        expect(range(canonical(range(text)))).toMatchObject({ first: range(text).first, last: range(text).last });
      }),
    );
    expect(canonical(range("10.0.3.7/24"))).toBe("10.0.3.0/24");
  });
});
