import { closingWords } from "../../commands/deploy/closing-words";
import { commandsOf, lastMessage } from "./messages";

describe("the commands of a last message", () => {
  it("are read in the order in which it names them", () => {
    const message = closingWords({
      verb: "deploy",
      layers: [{ stack: "tiny-test-network", became: "begun" }],
      interrupted: false,
      failed: true,
      errored: [],
      orderly: false,
      remedies: [
        "Look who holds the lock with `npx drydock unlock tiny-test`, and for what is in no state with `npx drydock orphans tiny-test`.",
      ],
      command: "npx drydock deploy tiny-test --yes",
    });
    expect(commandsOf(message)).toEqual([
      ["drydock", "unlock", "tiny-test"],
      ["drydock", "orphans", "tiny-test"],
      ["drydock", "deploy", "tiny-test", "--yes"],
    ]);
  });

  it.each([
    ["Go on with: npm run deploy -- tiny-test --yes", ["drydock", "deploy", "tiny-test", "--yes"]],
    [
      "Write it with: npx drydock deploy tiny-test --push-errored-state",
      ["drydock", "deploy", "tiny-test", "--push-errored-state"],
    ],
    [
      "To make them fit: npx drydock unlock tiny-test --repair-digest",
      ["drydock", "unlock", "tiny-test", "--repair-digest"],
    ],
    ["Go on: npx drydock bootstrap\r", ["drydock", "bootstrap"]],
    ["Go on with: npx cdktf deploy tiny-test-network", ["cdktf", "deploy", "tiny-test-network"]],
    [
      "log in again, for example with `npx drydock login` or `aws sso login`, then go on.\nGo on with: npx drydock plan x",
      ["drydock", "plan", "x"],
    ],
  ])("%s", (message, words) => expect(commandsOf(message)).toEqual([words]));

  it("are none where it names none", () => expect(commandsOf("It failed.")).toEqual([]));

  it("are looked for from the verdict on", () => {
    const output = "npx drydock login first\n…\nIt failed. Nothing was changed.\nGo on with: npx drydock plan x\n";
    expect(commandsOf(lastMessage(output))).toEqual([["drydock", "plan", "x"]]);
  });
});
