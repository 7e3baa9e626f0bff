import { instructions } from "./dockerfile";

/** What holds for one Dockerfile in particular. */
export interface Particulars {
  /** Platform of its images, such as `linux/arm64`. */
  readonly platform: string;
  /** Build arguments that have a default. */
  readonly defaults?: Readonly<Record<string, string>>;
  /** Build arguments that name another image of ours. */
  readonly ours?: readonly string[];
  /** Base image of a vendor, whose version is the build argument VERSION and whose user is kept. */
  readonly vendor?: string;
}

/** Declares a test for each promise that every Dockerfile of ours keeps. */
export function testDockerfile(path: string, { platform, defaults = {}, ours = [], vendor }: Particulars): void {
  const all = instructions(path);
  const only = (keyword: string) => all.filter((instruction) => instruction.keyword === keyword);
  const withDefaults = (text: string) => text.replaceAll(/\$\{(\w+)\}/g, (whole, name) => defaults[name] ?? whole);
  const ofOurs = (base: string) => ours.some((name) => base === `\${${name}}`);
  const last = all.slice(all.findLastIndex(({ keyword }) => keyword === "FROM"));

  test(`starts from images of exact versions for ${platform}`, () => {
    const stages = only("FROM").map(({ rest }) => / AS (\S+)$/.exec(rest)?.[1]);
    for (const { flags, rest } of only("FROM")) {
      const base = rest.split(" ")[0]!;
      expect(flags).toEqual([`--platform=${platform}`]);
      if (!stages.includes(base) && !ofOurs(base) && base !== `${vendor}:\${VERSION}`) {
        expect(withDefaults(base)).toMatch(/^[a-z./-]+:\d+(\.\d+){2,3}(_\d+)?(-[a-z-]+(-\d+\.\d+)?)?$/);
      }
    }
    if (vendor) expect(last[0]!.rest).toBe(`${vendor}:\${VERSION}`);
  });

  test("gives no other build argument a default than it must", () => {
    const given = only("ARG").filter(({ rest }) => rest.includes("="));
    expect(given.map(({ rest }) => rest)).toEqual(Object.entries(defaults).map(([name, value]) => `${name}=${value}`));
  });

  test(`ends as ${vendor ? "the vendor's user" : "a user that is not root"}, in an entrypoint that receives signals`, () => {
    const user = last.filter(({ keyword }) => keyword === "USER").at(-1);
    if (!vendor) expect(user?.rest).toMatch(/^(?!root$)[a-z][a-z_]*$/);
    else expect(user).toBeUndefined();
    const entrypoint = only("ENTRYPOINT").at(-1);
    // An image made from one of ours has that one's.
    if (!ofOurs(last[0]!.rest)) expect(JSON.parse(entrypoint!.rest)).toHaveLength(1);
    else expect(entrypoint).toBeUndefined();
  });

  test("downloads nothing without comparing its checksum", () => {
    expect(only("ADD")).toEqual([]);
    const downloads = only("RUN").filter(({ rest }) => /(^|[;&|(] *)(curl|wget) /.test(rest));
    expect(downloads.filter(({ rest }) => !rest.includes("sha256sum --check --strict"))).toEqual([]);
  });

  test("leaves no package lists behind", () => {
    const installs = only("RUN").filter(({ rest }) => rest.includes("apt-get install"));
    expect(installs.filter(({ rest }) => !rest.includes("rm -rf /var/lib/apt/lists/*"))).toEqual([]);
  });
}
