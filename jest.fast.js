const { FAST } = require("./__tests__/jest/suites");

// What `npm run check` leaves to `npm test`.
module.exports = { ...require("./jest.config"), testPathIgnorePatterns: FAST };
