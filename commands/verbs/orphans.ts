import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { S3Client } from "@aws-sdk/client-s3";
import { Command } from "commander";
import type { Environment } from "../../kinds/core/environment";
import type { ImportBlock } from "../../manifest/imports";
import { IMPORTS_FOLDER } from "../../manifest/imports";
import { refusal } from "../base/aws-refusal";
import { findEnvironment } from "../base/find-environment";
import { environmentLayers, layerName, systemLayers } from "../base/layers";
import { type Stack, synthesize } from "../base/synthesize";
import { type Configuration, readConfiguration } from "../base/synthesized";
import { UserError } from "../base/user-error";
import type { StateClients, StatePlace } from "../bootstrap/imports";
import { PUSH } from "../deploy/closing-words";
import { addToFile, forgetKnown } from "../orphans/import-file";
import { match, type Orphan, type Unmade, unmadeOf, Values } from "../orphans/match";
import { searchOrphans, searchTableParts } from "../orphans/search";
import type { Tagged } from "../orphans/tagged";
import { notSeen, savedQueries, tableOf, untagged } from "../orphans/untagged";
import { onInterrupt } from "../process/on-interrupt";
import { Processes } from "../process/processes";
import { readStateSettings } from "../states/settings";
import { SYSTEM_LAYERS } from "../states/state-keys";
import { readLock } from "../states/state-lock";
import { readStored, type StoredResource, storedResources } from "../states/stored-state";
import { erroredStates } from "../terraform/errored-state";
import { ApplyNote } from "../terraform/unsure-apply";

interface OrphansOptions {
  readonly write: boolean;
  readonly json: boolean;
}

/** The `orphans` command. */
export function command(): Command {
  return new Command("orphans")
    .description("find what AWS has of an environment and no state knows, and have the next deploy take it in")
    .argument("<environment>", "system and environment, such as sliderule-test")
    .option("--no-write", "only list it")
    .option("--json", "print JSON", false)
    .addHelpText(
      "after",
      `
An apply that is killed may have made what it could not record any more; the next one would make it again, or be refused
because it is there. This asks AWS for everything with the environment's tags and compares it with the states. What can
be told to belong to an address gets an import block in ${IMPORTS_FOLDER}/<stack>.json, which every synthesis adds to its
stack; the next deploy shows it as "to import". The rest is listed for a person. Nothing in AWS is changed.
Blocks that have done their work are removed when this is run again.

Examples:
  $ npx drydock orphans sliderule-test
  $ npx drydock orphans sliderule-test --no-write
`,
    )
    .action(orphans);
}

/** A stack, what its state knows, and what it would make. */
interface Site {
  readonly stack: Stack;
  readonly configuration: Configuration;
  readonly known: readonly StoredResource[];
  readonly unmade: readonly Unmade[];
}

/** What was found out about one stack. */
interface Finding {
  readonly stack: string;
  readonly imports: readonly (ImportBlock & { readonly arn?: string })[];
  /** Of which cannot be told whether AWS has them. */
  readonly unclear: readonly string[];
}

async function orphans(name: string, options: OrphansOptions): Promise<void> {
  const root = process.cwd();
  const { environment } = findEnvironment(name);
  const state = readStateSettings(root);
  const clients = {
    s3: new S3Client({ region: state.region }),
    dynamodb: new DynamoDBClient({ region: state.region }),
  };
  const processes = new Processes({ watched: true });
  const release = onInterrupt(
    () => void processes.stop(),
    () => processes.kill(),
  );
  try {
    const stacks = await ownStacks(root, environment, name, processes);
    const sites = await Promise.all(stacks.map((stack) => readSite(root, stack, clients, state, name)));
    await report(root, name, environment, sites, options);
  } catch (error) {
    throw refusal(error, `AWS in ${environment.region}`);
  } finally {
    release();
    await processes.stop();
    clients.s3.destroy();
    clients.dynamodb.destroy();
  }
}

async function ownStacks(root: string, environment: Environment, name: string, processes: Processes): Promise<Stack[]> {
  const output = join(root, ".drydock", "orphans", String(process.pid));
  process.once("exit", () => rmSync(output, { recursive: true, force: true }));
  const stacks = await synthesize({ root, output, only: [name], processes, variables: process.env });
  return [...systemLayers(stacks, environment.system, SYSTEM_LAYERS), ...environmentLayers(stacks, name)];
}

async function readSite(
  root: string,
  stack: Stack,
  clients: StateClients,
  place: StatePlace,
  name: string,
): Promise<Site> {
  const configuration = readConfiguration(stack.folder);
  const { key } = configuration.terraform!.backend!["s3"] as { key: string };
  const halves = await readLock(clients, place, key);
  if (halves.length > 0) {
    throw new UserError(
      `${stack.name} is locked, so somebody may be making what would be called an orphan here. First: npx drydock unlock ${name}`,
    );
  }
  const stored = await readStored(clients.s3, place.bucket, key);
  // A state that could not be written knows what the one in the bucket does not; it is written by the next deploy.
  const unwritten = erroredStates(root, stack.name).map((file) => readFileSync(file, "utf8"));
  const known = [stored ?? [], unwritten].flat().flatMap(storedResources);
  return { stack, configuration, known, unmade: unmadeOf(configuration, known) };
}

async function report(
  root: string,
  name: string,
  environment: Environment,
  sites: readonly Site[],
  options: OrphansOptions,
): Promise<void> {
  const regions = sites.flatMap(({ configuration }) =>
    (configuration.provider?.["aws"] ?? []).map(({ region }) => String(region)),
  );
  const found = await searchOrphans({
    system: environment.system,
    environment: environment.name,
    regions: [environment.region, ...regions],
    known: sites.flatMap(({ known }) => known),
  });
  const findings = [];
  const matched = new Set<Orphan>();
  for (const site of sites) {
    const own = found.orphans.filter(({ layer }) => layer === layerName(site.stack.name));
    findings.push(await examine(site, own, environment.region, matched));
  }
  const left = found.orphans.filter((orphan) => !matched.has(orphan));
  if (options.write) {
    for (const { stack, known } of sites) forgetKnown(root, stack.name, new Set(known.map(({ address }) => address)));
    for (const { stack, imports } of findings) {
      if (imports.length > 0)
        addToFile(
          root,
          stack,
          imports.map(({ to, id }) => ({ to, id })),
        );
    }
  }
  if (options.json) console.log(JSON.stringify({ findings, left, others: found.others }, undefined, 2));
  else {
    const push = sites.some(({ stack }) => erroredStates(root, stack.name).length > 0) ? ` ${PUSH}` : "";
    for (const line of words(name, findings, left, found.others, options.write)) console.log(line);
    console.log(`Go on with: npx drydock deploy ${name}${push}`);
  }
  if (left.length + found.others.length > 0) process.exitCode = 1;
  else if (options.write) for (const { stack } of sites) new ApplyNote(root, stack.name).end();
}

/** Finds where the orphans of a layer belong. */
async function examine(site: Site, own: readonly Orphan[], region: string, matched: Set<Orphan>): Promise<Finding> {
  const { stack, known, unmade } = site;
  const values = new Values(known);
  const matches = match(own, unmade, values);
  for (const { orphan } of matches) matched.add(orphan);
  const addresses = new Set(matches.map(({ address }) => address));
  const open = unmade.filter(({ address }) => !addresses.has(address));
  const tables = [...new Set(open.flatMap((one) => tableOf(one, values) ?? []))];
  // An apply that has made nothing of the layer has made none of these either.
  const begun = known.length > 0 || matches.length > 0;
  const account = accountOf([
    ...matches.map(({ orphan }) => orphan.arn),
    ...known.map(({ attributes }) => String(attributes["arn"])),
  ]);
  const parts = [
    ...untagged(open, values, await searchTableParts(region, tables)),
    ...(begun && account ? await savedQueries(open, region, account) : []),
  ];
  return {
    stack: stack.name,
    imports: [...matches.map(({ orphan: { id, arn }, address }) => ({ to: address, id, arn })), ...parts],
    unclear: begun ? notSeen(open).map(({ address }) => address) : [],
  };
}

/** The account that ARNs name. */
function accountOf(arns: readonly string[]): string | undefined {
  return arns.map((arn) => arn.split(":")[4]).find((account) => account !== undefined && /^\d{12}$/.test(account));
}

function words(
  name: string,
  findings: readonly Finding[],
  left: readonly Orphan[],
  others: readonly Tagged[],
  written: boolean,
): string[] {
  const imports = findings.flatMap(({ stack, imports }) => imports.map(({ to, id }) => `  ${stack}: ${to} is ${id}`));
  const unclear = findings.flatMap(({ stack, unclear }) => unclear.map((address) => `  ${stack}: ${address}`));
  const lines: string[] = [];
  if (imports.length > 0) lines.push(`In AWS and in no state (${imports.length}), and where it belongs:`, ...imports);
  const unmatched = [...left, ...others];
  if (unmatched.length > 0) {
    lines.push(
      `In AWS and in no state (${unmatched.length}), and where it belongs cannot be told; import it by hand, or delete it:`,
      ...unmatched.map(({ arn }) => `  ${arn}`),
    );
  }
  if (unclear.length > 0) {
    lines.push(
      "These are in no state and carry no tags, so whether AWS has them cannot be told here; the deploy will say:",
      ...unclear,
    );
  }
  if (imports.length + unmatched.length === 0) lines.push(`Every tagged resource of ${name} is in a state.`);
  if (imports.length > 0 && written) lines.push(`${IMPORTS_FOLDER}/ has import blocks for what belongs somewhere.`);
  return lines;
}
