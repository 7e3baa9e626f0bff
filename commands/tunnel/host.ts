import { DescribeInstancesCommand, EC2Client } from "@aws-sdk/client-ec2";
import { tunnelHostName } from "../../kinds/tunnel/names";
import { refusal } from "../base/aws-refusal";
import { UserError } from "../base/user-error";

/** Instance id of the running tunnel host of an environment. */
export async function findHost(environment: string, region: string): Promise<string> {
  const name = tunnelHostName(environment);
  const instances = await describe(name, region);
  const running = instances.find(({ State }) => State?.Name === "running");
  if (running) return running.InstanceId!;
  const stopped = instances.find(({ State }) => State?.Name === "stopped");
  if (stopped) {
    throw new UserError(
      `The tunnel host ${name} is stopped: start it with aws ec2 start-instances --region ${region} --instance-ids ${stopped.InstanceId}`,
    );
  }
  throw new UserError(`There is no running host ${name} in ${region}: deploy ${environment}-network first.`);
}

async function describe(name: string, region: string) {
  const client = new EC2Client({ region });
  try {
    const { Reservations: reservations = [] } = await client.send(
      new DescribeInstancesCommand({ Filters: [{ Name: "tag:Name", Values: [name] }] }),
    );
    return reservations.flatMap(({ Instances: instances = [] }) => instances);
  } catch (error) {
    throw refusal(error, `EC2 in ${region}`);
  } finally {
    client.destroy();
  }
}
