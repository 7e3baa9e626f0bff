import { rehearsalOverride } from "../../../commands/rehearse/override";

const backend = {
  bucket: "states",
  key: "a.tfstate",
  region: "us-west-2",
  encrypt: true,
  dynamodb_table: "locks",
  use_lockfile: true,
};

it("keeps everything a backend says, because an override replaces all of it", () => {
  expect(rehearsalOverride({ terraform: { backend: { s3: backend } } })).toMatchObject({
    terraform: { backend: { s3: { ...backend, use_path_style: true } } },
  });
});

it("keeps everything the configuration of a remote state says", () => {
  const config = { bucket: "states", key: "network.tfstate", region: "us-west-2" };
  const data = { terraform_remote_state: { network: { backend: "s3", config, workspace: "${terraform.workspace}" } } };
  expect(rehearsalOverride({ data })).toMatchObject({
    data: { terraform_remote_state: { network: { config: { ...config, use_path_style: true } } } },
  });
});

it("changes how S3 is asked and how often, of each configuration of the provider, and nothing else", () => {
  const override = rehearsalOverride({
    provider: { aws: [{ region: "us-west-2" }, { alias: "virginia", region: "us-east-1" }] },
  });
  expect(JSON.parse(JSON.stringify(override))).toEqual({
    provider: {
      aws: [
        { s3_use_path_style: true, max_retries: 2 },
        { alias: "virginia", s3_use_path_style: true, max_retries: 2 },
      ],
    },
  });
});

it("says where a file beside the stack is, and leaves what has none alone", () => {
  const resource = {
    aws_s3_object: { setup: { source: "assets/a.zip", key: "a.zip" }, marker: { key: "b", content: "" } },
    aws_s3_bucket: { setup: { bucket: "setup" } },
  };
  expect(rehearsalOverride({ resource })).toEqual({
    provider: { aws: [] },
    resource: { aws_s3_object: { setup: { source: "${path.cwd}/assets/a.zip" } } },
  });
});
