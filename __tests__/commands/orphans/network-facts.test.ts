import type { EC2Client } from "@aws-sdk/client-ec2";
import { isGone, networkFacts } from "../../../commands/orphans/network-facts";

const VPCS: Readonly<Record<string, string>> = { "vpc-1": "10.0.0.0/16", "vpc-2": "10.1.0.0/16" };

/** EC2 refuses a list with an id that is gone, and describes deleted endpoints for a while. */
const client = {
  send: async ({ input }: { input: { VpcIds?: string[]; VpcEndpointIds?: string[] } }) => {
    const { VpcIds: vpcs = [], VpcEndpointIds: endpoints = [] } = input;
    const gone = vpcs.find((id) => VPCS[id] === undefined);
    if (gone) throw Object.assign(new Error(gone), { name: "InvalidVpcID.NotFound" });
    return {
      Vpcs: vpcs.map((id) => ({ VpcId: id, CidrBlock: VPCS[id] })),
      VpcEndpoints: endpoints.map((id) => ({
        VpcEndpointId: id,
        VpcId: "vpc-1",
        State: id === "vpce-1" ? "Available" : "deleted",
      })),
    };
  },
} as unknown as EC2Client;

it("what the tagging API still names and EC2 has deleted is no orphan, and keeps nobody from finding the others", async () => {
  const facts = await networkFacts(client, ["vpc-1", "vpc-gone", "vpc-2", "vpce-1", "vpce-gone"]);
  expect(facts.get("vpc-2")).toEqual({ cidr_block: "10.1.0.0/16" });
  expect(["vpc-1", "vpc-gone", "vpc-2", "vpce-1", "vpce-gone"].filter((id) => isGone(id, facts))).toEqual([
    "vpc-gone",
    "vpce-gone",
  ]);
  expect(isGone("tiny-test", facts)).toBe(false);
});
