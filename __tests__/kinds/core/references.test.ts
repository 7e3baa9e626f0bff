import { join } from "node:path";
import { referenceValue } from "../../../kinds/core/stack/references";
import { readDeployments } from "../../../manifest/deployments";

const { systems } = readDeployments(join(__dirname, "../../fixtures/everything"));
const environment = systems[0]!.environments[0]!;

it.each([
  ["redis", "true"],
  ["sessions", "false"],
])("a cache says whether clients must use TLS: %s", (resource, plain) => {
  expect([environment.caches["redis"]!.tls, environment.caches["sessions"]!.tls]).toEqual(["required", "optional"]);
  const reference = { resource, attribute: ["tls"], text: `\${${resource}.tls}` };
  const published = () => {
    throw new Error("it follows from the manifest; the data layer publishes none");
  };
  expect(referenceValue(reference, published, { environment, functionArn: published })).toEqual({ plain });
});
