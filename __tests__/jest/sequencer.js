const { default: Sequencer } = require("@jest/test-sequencer");

// Where tests with the real Terraform are, which wait for its provider for minutes while others compute.
const WAITS = /\/__tests__\/terraform\//;

/** Starts first what waits longest. */
module.exports = class extends Sequencer {
  sort(tests) {
    const ordered = super.sort(tests);
    return [...ordered.filter(({ path }) => WAITS.test(path)), ...ordered.filter(({ path }) => !WAITS.test(path))];
  }
};
