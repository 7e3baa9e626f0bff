// What `npm run test:bare-machine` runs: minutes in a Debian of its own.
const { testPathIgnorePatterns: _, ...all } = require("./jest.config");

module.exports = { ...all, testMatch: ["**/__tests__/bare-machine/**/*.test.ts"] };
