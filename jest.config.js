module.exports = {
  testEnvironment: "node",
  // Jest leaves one core free, which on small machines is half of them; many tests wait for other processes.
  maxWorkers: "100%",
  testSequencer: "<rootDir>/__tests__/sequencer.js",
  roots: ["<rootDir>/__tests__"],
  testMatch: ["**/*.test.ts"],
  transform: { "^.+\\.ts$": ["@swc/jest", { jsc: { parser: { syntax: "typescript" }, target: "es2023" } }] },
};
