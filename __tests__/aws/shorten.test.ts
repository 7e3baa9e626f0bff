import { shorten } from "../../aws/shorten";

describe("shorten", () => {
  it("keeps a name that fits", () => {
    expect(shorten("sliderule-test", 32)).toBe("sliderule-test");
  });

  it("cuts a longer one to the limit and keeps it unique", () => {
    const one = shorten("a-very-long-system-name-with-an-environment-one", 32);
    const two = shorten("a-very-long-system-name-with-an-environment-two", 32);
    expect(one).toHaveLength(32);
    expect(one).not.toBe(two);
  });

  it("leaves no double hyphen where it cuts", () => {
    expect(shorten("aaaa-----bbbbbbbbbbbbbbbb", 14)).not.toContain("--");
  });
});
