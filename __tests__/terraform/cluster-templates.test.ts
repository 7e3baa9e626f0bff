import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { managedResources, type State } from "../../commands/terraform/state";
import { EmulatedAccount } from "./emulated-account";
import { describeWithTerraform, ROOT } from "./installed";

const SCRIPT = join(ROOT, "docker/sliderule/cluster-templates/bound.sh");
const TEMPLATES = join(__dirname, "../fixtures/cluster-templates");
const DOMAIN = "testsliderule.org";
const BOUNDARY = "arn:aws:iam::111111111111:policy/sliderule-test-clusters-boundary";

const bound = (...args: string[]) => spawnSync(SCRIPT, args, { encoding: "utf8" });
const contents = (folder: string) =>
  Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), "utf8")]));

describe("bound.sh", () => {
  const folder = mkdtempSync(join(tmpdir(), "drydock-templates-"));
  beforeEach(() => {
    rmSync(folder, { recursive: true });
    cpSync(TEMPLATES, folder, { recursive: true });
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it("puts the domain into every prefix that a cluster writes and reads of its own", () => {
    expect(bound(folder)).toMatchObject({ status: 0, stderr: "" });
    const { "cluster.tf": templates, "export_logs.sh": script } = contents(folder);
    expect(templates).toContain("infrastructure/software/${var.domain}/${var.cluster_name}-${each.value}");
    expect(templates).toContain("infrastructure/software/${var.domain}/${var.cluster_name}-compose.yml");
    expect(templates).toContain("/data/manager/${var.domain}/manager-${var.cluster_name}.db");
    expect(templates).toContain("> ./clustername.txt\n      echo ${var.domain} > ./domain.txt\n");
    expect(script).toContain("s3://sliderule/logs/$(cat /domain.txt)/ || exit 1");
  });

  it("changes nothing the second time", () => {
    bound(folder);
    const once = contents(folder);
    expect(bound(folder).status).toBe(0);
    expect(contents(folder)).toEqual(once);
  });

  it("refuses templates that it does not know, and leaves them as they are", () => {
    const file = join(folder, "cluster.tf");
    writeFileSync(file, readFileSync(file, "utf8").replaceAll('"aws_iam_role" "s3-role"', '"aws_iam_role" "nodes"'));
    const before = contents(folder);
    const { status, stderr } = bound(folder);
    expect(status).toBe(1);
    expect(stderr).toContain('has the block resource "aws_iam_role" "s3-role"; these are other templates');
    expect(contents(folder)).toEqual(before);
  });

  it("says how it is used", () => {
    expect(bound("--help")).toMatchObject({ status: 0, stdout: expect.stringContaining("usage: bound.sh <folder>") });
    expect(bound()).toMatchObject({ status: 2, stderr: expect.stringContaining("usage: bound.sh <folder>") });
    expect(bound(join(folder, "none")).status).toBe(2);
  });
});

describeWithTerraform("a cluster of bound templates", () => {
  const account = new EmulatedAccount("templates");

  it("has its roles within the boundary, and the domain in every path, tag and prefix", async () => {
    const folder = join(account.folder, "cluster");
    cpSync(TEMPLATES, folder, { recursive: true });
    bound(folder);
    const variables = { domain: DOMAIN, cluster_name: "org", permissions_boundary: BOUNDARY };
    writeFileSync(join(folder, "terraform.tfvars.json"), JSON.stringify(variables));
    const terraform = account.terraform("cluster", folder);
    await terraform.init();
    await terraform.plan("first.tfplan");
    await terraform.apply("first.tfplan");
    expect(await terraform.plan("second.tfplan")).toBe(false);

    const resources = managedResources(JSON.parse(await terraform.showState()) as State);
    const values = (type: string) => resources.filter((one) => one.type === type).map((one) => one.values);
    expect(values("aws_iam_role")).toMatchObject([{ path: `/${DOMAIN}/`, permissions_boundary: BOUNDARY }]);
    expect(values("aws_iam_instance_profile")).toMatchObject([{ path: `/${DOMAIN}/` }]);
    expect(values("aws_iam_policy").map(({ path }) => path)).toEqual([`/${DOMAIN}/`, `/${DOMAIN}/`]);
    const tagged = resources.filter((one) => one.values["tags_all"]);
    expect(tagged.length).toBeGreaterThan(8);
    for (const one of tagged) {
      expect(one.values["tags_all"]).toMatchObject({ Domain: DOMAIN, Project: "cluster-org" });
    }
    expect(values("aws_autoscaling_group")[0]!["tag"]).toEqual(
      expect.arrayContaining([
        { key: "Domain", value: DOMAIN, propagate_at_launch: true },
        { key: "Project", value: "cluster-org", propagate_at_launch: true },
      ]),
    );
    expect(values("aws_launch_template")).toMatchObject([
      { tag_specifications: [{ resource_type: "instance", tags: { Domain: DOMAIN, Project: "cluster-org" } }] },
    ]);
    expect(values("aws_s3_object")).toMatchObject([{ key: `infrastructure/software/${DOMAIN}/org-export_logs.sh` }]);
  }, 600_000);
});
