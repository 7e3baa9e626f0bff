import {
  type ChangeAction,
  ChangeResourceRecordSetsCommand,
  CreateHostedZoneCommand,
  Route53Client,
} from "@aws-sdk/client-route-53";
import { describeEmulated, type Emulator, startEmulator } from "./emulator";

describeEmulated("a record set", () => {
  let emulator: Emulator;
  beforeAll(async () => {
    emulator = await startEmulator();
  });
  afterAll(() => emulator.stop());

  test("can be created again once it was deleted, and not before", async () => {
    const route53 = new Route53Client(emulator.client());
    const zone = { Name: "example.org", CallerReference: "once" };
    const { HostedZone } = await route53.send(new CreateHostedZoneCommand(zone));
    const record = { Name: "example.org", Type: "A", TTL: 60, ResourceRecords: [{ Value: "192.0.2.1" }] } as const;
    const change = (Action: ChangeAction) =>
      route53.send(
        new ChangeResourceRecordSetsCommand({
          HostedZoneId: HostedZone!.Id,
          ChangeBatch: {
            Changes: [{ Action, ResourceRecordSet: { ...record, ResourceRecords: [{ Value: "192.0.2.1" }] } }],
          },
        }),
      );
    await change("CREATE");
    await expect(change("CREATE")).rejects.toThrow("already exists");
    await change("DELETE");
    await change("CREATE");
  });
});
