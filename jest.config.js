module.exports = {
  testEnvironment: "node",
  // Jest leaves one core free, which on small machines is half of them; many tests wait for other processes.
  maxWorkers: "100%",
  testSequencer: "<rootDir>/__tests__/sequencer.js",
  globalSetup: "<rootDir>/__tests__/run-folder.js",
  globalTeardown: "<rootDir>/__tests__/run-folder-remove.js",
  roots: ["<rootDir>/__tests__"],
  // A limit for what hangs, not for what is slow on a busy machine.
  testTimeout: 120_000,
  testMatch: ["**/*.test.ts"],
  // npm run test:bare-machine
  testPathIgnorePatterns: ["/__tests__/bare-machine/"],
  transform: { "^.+\\.ts$": ["@swc/jest", { jsc: { parser: { syntax: "typescript" }, target: "es2023" } }] },
};
