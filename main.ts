import { App } from "cdktf";
import { builders } from "./backup/builders";
import { unguarded } from "./commands/cdktf/unguarded";
import { PublishedFileError } from "./kinds/bucket/stack/published-files";
import { BuildContextError } from "./kinds/image/stack/tag";
import { KEEPS_LIVE } from "./kinds/service/stack/paired-routes";
import { format } from "./language/diagnostics/diagnostic";
import { readDeployments } from "./manifest/deployments";
import { ImportsError } from "./manifest/imports";
import { addStacks } from "./stacks/app";
import { EarlySynthesis } from "./stacks/cdktf/early-synthesis";
import { speedUpCdktf } from "./stacks/cdktf/speed-up";

// Reads drydock.yaml and deployments/, and synthesizes a stack for each layer. DRYDOCK_ONLY limits what is
// synthesized to systems or environments, as a list of patterns: DRYDOCK_ONLY=sliderule-test,idmcdb-*
// DRYDOCK_MODULES turns modules on that environments do not have on, for rehearsals: a list of names, or `all`.
// DRYDOCK_LIVE=keep leaves blue/green pairs as they are, whatever `live` says: the other colour is deployed to be tried.
// DRYDOCK_PLAIN_CDKTF=1 leaves cdktf's internals as they are, for errors that name where a token was made.
speedUpCdktf();
const root = process.cwd();
const deployments = readDeployments(root, process.env["DRYDOCK_ONLY"], process.env["DRYDOCK_MODULES"]);
for (const diagnostic of deployments.diagnostics) console.error(format(diagnostic));
if (deployments.diagnostics.length > 0) process.exit(1);

const app = new App({ context: { [KEEPS_LIVE]: process.env["DRYDOCK_LIVE"] === "keep" } });
const synthesis = new EarlySynthesis(app);
try {
  addStacks(app, { root, ...deployments, builders, eachEnvironment: synthesis.eachEnvironment });
  synthesis.finish();
} catch (error) {
  synthesis.remove();
  if (!(error instanceof BuildContextError || error instanceof PublishedFileError || error instanceof ImportsError))
    throw error;
  console.error(error.message);
  process.exit(1);
}

// cdktf shows what comes here, and not what comes on standard error.
const warning = unguarded();
if (warning !== undefined) console.log(warning);
