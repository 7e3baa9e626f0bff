import { App } from "cdktf";
import { environments } from "../environments";
import { DataStack } from "./data-stack";
import { ImagesStack, imageTags } from "./images-stack";
import { NetworkStack } from "./network-stack";
import { OperationsStack } from "./operations-stack";
import { RegistryStack } from "./registry-stack";
import { ServiceStack } from "./service-stack";
import { StateStack } from "./state-stack";

// SlideRule as one would write it with CDKTF alone: node build/bench/plain/main.js <number of environments>
const app = new App();
const tags = imageTags(process.cwd());
new StateStack(app);
const registry = new RegistryStack(app);
new ImagesStack(app, { root: process.cwd(), registry, tags });
for (const environment of environments(Number(process.argv[2]))) {
  const network = new NetworkStack(app, environment);
  const data = new DataStack(app, environment, network);
  const service = new ServiceStack(app, { environment, network, data, registry, tags });
  new OperationsStack(app, { environment, data, service });
}
app.synth();
