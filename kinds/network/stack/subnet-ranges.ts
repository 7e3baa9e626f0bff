/** Ranges for the subnets of a VPC: public ones first, each a sixteenth of the VPC's range. */
export function subnetRanges(cidr: string, zones: number): { public: string[]; private: string[] } {
  const [address, prefix] = cidr.split("/") as [string, string];
  const length = Number(prefix) + 4;
  const start = address.split(".").reduce((sum, byte) => sum * 256 + Number(byte), 0);
  const ranges = Array.from(
    { length: zones * 2 },
    (_, index) => `${dotted(start + index * 2 ** (32 - length))}/${length}`,
  );
  return { public: ranges.slice(0, zones), private: ranges.slice(zones) };
}

function dotted(address: number): string {
  return [24, 16, 8, 0].map((shift) => (address >>> shift) & 255).join(".");
}
