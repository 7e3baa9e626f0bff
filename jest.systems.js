const { SUITES } = require("./__tests__/jest/suites");

module.exports = { ...require("./jest.config"), testPathIgnorePatterns: SUITES.systems };
