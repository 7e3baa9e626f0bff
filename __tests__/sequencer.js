const { default: Sequencer } = require("@jest/test-sequencer");

// Where tests with the real Terraform are, which take minutes.
const SLOW = /\/__tests__\/terraform\//;

/** Runs the tests that take seconds first, so that most mistakes are seen at once. */
module.exports = class extends Sequencer {
  sort(tests) {
    const ordered = super.sort(tests);
    return [...ordered.filter(({ path }) => !SLOW.test(path)), ...ordered.filter(({ path }) => SLOW.test(path))];
  }
};
