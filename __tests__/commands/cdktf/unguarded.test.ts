import { join } from "node:path";
import { unguarded } from "../../../commands/cdktf/unguarded";

const CDKTF = { CDKTF_CONTEXT_JSON: "{}" };
const above = (command: string) => () => ["/bin/sh -c node build/main.js", command, "-bash"];

describe("an app that cdktf has started without Drydock's launcher", () => {
  it.each([
    ["node /home/me/.npm-global/bin/cdktf deploy shop-test-data", "deploy"],
    ["node /x/cdktf-cli/bundle/bin/cdktf.js --log-level debug destroy 'shop-*'", "destroy"],
    ["cdktf diff shop-test-data", "diff"],
    ["node node_modules/.bin/cdktf apply", "apply"],
  ])("says so during %s", (command, verb) =>
    expect(unguarded(CDKTF, above(command))).toContain(`npm run cdktf -- ${verb}`),
  );

  it.each(["cdktf synth", "cdktf list", "node cdktf get", "cdktf synth --output deployed"])(
    "is silent during %s, which touches no state",
    (command) => expect(unguarded(CDKTF, above(command))).toBeUndefined(),
  );

  it("is silent with the launcher, and where it is no cdktf that has started it", () => {
    const deploy = above("cdktf deploy");
    const guard = join(__dirname, "../../../commands/cdktf/terraform.js");
    expect(unguarded({ ...CDKTF, TERRAFORM_BINARY_NAME: guard }, deploy)).toBeUndefined();
    expect(unguarded({}, deploy)).toBeUndefined();
    expect(unguarded({ ...CDKTF, TERRAFORM_BINARY_NAME: "/usr/bin/tofu" }, deploy)).toBeDefined();
  });
});
