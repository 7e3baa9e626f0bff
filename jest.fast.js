// What `npm run check` leaves to `npm test`.
module.exports = {
  ...require("./jest.config"),
  testPathIgnorePatterns: [
    // Every role is asked about everything there is.
    "/__tests__/access/",
    // Real servers and programs, the emulator, the real Terraform.
    "/__tests__/(backup|docker|emulator|terraform)/",
    "emulated",
    // Deploys that are interrupted.
    "/drills/drills\\.",
    "/compose/(extra-databases|make-resources)\\.",
    "/(postgres-parameters|tunnel-user-data)\\.",
    // Hundreds of generated manifests.
    "/__tests__/properties/",
    "/hostile\\.",
  ],
};
