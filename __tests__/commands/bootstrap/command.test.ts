import { createInterface } from "node:readline";
import { STSClient } from "@aws-sdk/client-sts";
import { UserError } from "../../../commands/base/user-error";
import { command } from "../../../commands/verbs/bootstrap";

jest.mock("node:readline", () => ({ createInterface: jest.fn() }));

function run(...args: string[]): Promise<unknown> {
  return command().exitOverride().parseAsync(args, { from: "user" });
}

describe("bootstrap", () => {
  const { isTTY } = process.stdin;

  afterEach(() => {
    process.stdin.isTTY = isTTY;
    jest.restoreAllMocks();
  });

  it("asks nobody where there is no terminal, and says what to do", async () => {
    process.stdin.isTTY = false;
    const refusal = run();
    await expect(refusal).rejects.toThrow(
      "There is no terminal to ask for confirmation: read the plan with cdktf diff state, then add --yes.",
    );
    await expect(refusal).rejects.toMatchObject({ exitCode: 2 });
    expect(createInterface).not.toHaveBeenCalled();
  });

  it("says how to sign in when AWS does not know who asks", async () => {
    jest.spyOn(STSClient.prototype, "send").mockImplementation(() => {
      throw new Error("Could not load credentials from any providers");
    });
    const refusal = run("--yes");
    await expect(refusal).rejects.toThrow(UserError);
    await expect(refusal).rejects.toThrow(
      "AWS does not know who you are (Could not load credentials from any providers): sign in first, for example with npx drydock login.",
    );
  });
});
