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
      ["unlock", "tiny-test"],
      ["orphans", "tiny-test"],
      ["deploy", "tiny-test", "--yes"],
    ]);
  });

  it.each([
    ["Go on with: npm run deploy -- tiny-test --yes", ["deploy", "tiny-test", "--yes"]],
    [
      "Write it with: npx drydock deploy tiny-test --push-errored-state",
      ["deploy", "tiny-test", "--push-errored-state"],
    ],
    ["To make them fit: npx drydock unlock tiny-test --repair-digest", ["unlock", "tiny-test", "--repair-digest"]],
    ["Go on: npx drydock bootstrap\r", ["bootstrap"]],
  ])("%s", (message, words) => expect(commandsOf(message)).toEqual([words]));

  it("are none where it names none", () => expect(commandsOf("It failed.")).toEqual([]));

  it("are looked for from the verdict on", () => {
    const output = "npx drydock login first\n…\nIt failed. Nothing was changed.\nGo on with: npx drydock plan x\n";
    expect(commandsOf(lastMessage(output))).toEqual([["plan", "x"]]);
  });
});
