// What `npm run check` leaves to `npm test`.
module.exports = {
  ...require("./jest.config"),
  testPathIgnorePatterns: [
    "/__tests__/bare-machine/",
    // Every role is asked about everything there is.
    "/__tests__/access/",
    // Real servers and programs, the emulator, the real Terraform.
    "/__tests__/(backup|docker|emulator|terraform)/",
    "/commands/python/environment",
    "emulated",
    "/compose/(extra-databases|make-resources)\\.",
    "/(postgres-parameters|tunnel-user-data)\\.",
    // Hundreds of generated manifests.
    "/__tests__/properties/",
    "/hostile\\.",
  ],
};
