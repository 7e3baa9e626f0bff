import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Processes } from "../../commands/process/processes";
import { cleanVariables } from "../../commands/rehearse/account";
import { startEmulator } from "../../commands/rehearse/emulator";
import { Results } from "../../commands/rehearse/results";
import { LayerSequence, type Stage } from "../../commands/rehearse/stage";
import { managedResources } from "../../commands/terraform/state";
import { describeWithTerraform, terraform as installation, ROOT } from "./installed";

const ACCOUNT = "111111111111";
const OTHER = "222222222222";

describeWithTerraform("layers rehearsed one after the other", () => {
  const work = mkdtempSync(join(tmpdir(), "drydock-shared-"));
  const processes = new Processes({ watched: true });
  let sequence: LayerSequence;

  beforeAll(async () => {
    const variables = cleanVariables(process.env);
    const emulator = await startEmulator({ root: ROOT, folder: work, processes, variables });
    const stage = { work, processes, variables, installation, emulator, stateAccount: OTHER } as unknown as Stage;
    sequence = new LayerSequence(stage, { account: ACCOUNT, region: "us-east-1" });
  }, 600_000);

  afterAll(async () => {
    await processes.stop();
    rmSync(work, { recursive: true });
  });

  /** Rehearses a stack with a log group for each configuration of the provider; gives their ARNs and tags. */
  async function rehearse(name: string, ...regions: string[]): Promise<{ arn: unknown; tags: unknown }[]> {
    const folder = join(work, "synthesized", name);
    mkdirSync(folder, { recursive: true });
    const provider = regions.map((region, index) => ({
      region,
      alias: index === 0 ? undefined : region,
      default_tags: [{ tags: { Layer: `${name}-${region}` } }],
      allowed_account_ids: [ACCOUNT],
    }));
    const groups = regions.map((region, index) => [
      region,
      { name: `/${name}/${region}`, provider: index === 0 ? "aws" : `aws.${region}` },
    ]);
    const stack = {
      terraform: { required_providers: { aws: { source: "aws", version: "5.100.0" } }, backend: { local: {} } },
      provider: { aws: provider },
      resource: { aws_cloudwatch_log_group: Object.fromEntries(groups) },
    };
    writeFileSync(join(folder, "cdk.tf.json"), JSON.stringify(stack));
    const results = new Results(join(work, "results"));
    const layer = await sequence.layer({ name, folder, dependencies: [] }, name, results, () => {});
    const { result, state } = await layer.rehearse();
    expect(result.secondPlan).toEqual([]);
    return managedResources(state).map(({ values }) => ({ arn: values["arn"], tags: values["tags_all"] }));
  }

  function made(name: string, region: string) {
    return {
      arn: `arn:aws:logs:${region}:${ACCOUNT}:log-group:/${name}/${region}`,
      tags: { Layer: `${name}-${region}` },
    };
  }

  it("get their own region and tags from one provider process, and its account", async () => {
    expect(await rehearse("one", "us-west-2")).toEqual([made("one", "us-west-2")]);
    expect(await rehearse("two", "eu-central-1")).toEqual([made("two", "eu-central-1")]);
    expect(await rehearse("three", "us-west-2")).toEqual([made("three", "us-west-2")]);
  }, 600_000);

  it("get both regions where a stack configures the provider twice", async () => {
    expect(await rehearse("both", "us-west-2", "us-east-1")).toEqual([
      made("both", "us-east-1"),
      made("both", "us-west-2"),
    ]);
  }, 600_000);
});
