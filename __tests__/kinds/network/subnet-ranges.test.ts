import { subnetRanges } from "../../../kinds/network/stack/subnet-ranges";

describe("ranges of subnets", () => {
  it("are sixteenths of the VPC, the public ones first", () => {
    expect(subnetRanges("10.0.0.0/16", 2)).toEqual({
      public: ["10.0.0.0/20", "10.0.16.0/20"],
      private: ["10.0.32.0/20", "10.0.48.0/20"],
    });
  });

  it("work beyond the middle of the address space", () => {
    expect(subnetRanges("192.168.0.0/20", 2).private).toEqual(["192.168.2.0/24", "192.168.3.0/24"]);
  });
});
