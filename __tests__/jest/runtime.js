const { createRequire } = require("node:module");
const { default: Runtime } = require("jest-runtime");

/**
 * Packages that are loaded once for all files of tests that a worker runs, where Jest loads and compiles every module
 * anew for each: CDKTF, its provider and zod take longer than most files' tests.
 */
const SHARED = /^(cdktf|constructs|zod|yaml|typescript|@cdktf\/provider-\w+|@cloud-copilot\/[\w-]+)(\/|$)/;

module.exports = class extends Runtime {
  requireModuleOrMock(from, name) {
    if (!SHARED.test(name)) return super.requireModuleOrMock(from, name);
    const module = createRequire(from)(name);
    if (name.startsWith("cdktf")) forgetPlaces();
    return module;
  }
};

/**
 * CDKTF remembers of each of its objects where it was made, for the message of an error in a token; with Jest's source
 * maps that is half of a synthesis.
 */
function forgetPlaces() {
  require("cdktf/lib/tokens/private/stack-trace").captureStackTrace = () => [];
}
