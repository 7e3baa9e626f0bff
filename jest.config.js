// Every file of tests, for `npx jest <path>`; the suites of jest.main.js, jest.systems.js and jest.rehearsals.js share them.
module.exports = {
  runtime: "<rootDir>/__tests__/jest/runtime.js",
  testEnvironment: "<rootDir>/__tests__/jest/environment.js",
  // Jest leaves one core free, which on small machines is half of them; many tests wait for other processes.
  maxWorkers: "100%",
  testSequencer: "<rootDir>/__tests__/jest/sequencer.js",
  globalSetup: "<rootDir>/__tests__/jest/run-folder.js",
  globalTeardown: "<rootDir>/__tests__/jest/left-behind.js",
  reporters: ["default", "<rootDir>/__tests__/jest/times.js", "<rootDir>/__tests__/jest/skipped.js"],
  roots: ["<rootDir>/__tests__"],
  // A limit for what hangs, not for what is slow on a busy machine.
  testTimeout: 120_000,
  testMatch: ["**/*.test.ts"],
  transform: {
    "^.+\\.ts$": [
      "@swc/jest",
      {
        jsc: { parser: { syntax: "typescript" }, target: "es2023" },
        // Packages are loaded when they are first used, as in what `cdktf synth` runs: a test of one resource does not
        // wait for all the others.
        module: { type: "commonjs", lazy: true },
      },
    ],
  },
};
