import { execFileSync } from "node:child_process";
import { readlinkSync } from "node:fs";
import type { Server } from "node:net";
import { join } from "node:path";
import { tunnelUserData } from "../../modules/ec2/tunnel-user-data";
import { describeSshd, greeter, SshHost } from "../servers/real-sshd";

const RSA = "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQ me@laptop\n";

describe("the first start of a tunnel host", () => {
  it("is a program that shellcheck has nothing to say about", () => {
    const input = tunnelUserData({ keys: { jane: RSA }, destinations: ["*:5432"] });
    execFileSync("shellcheck", ["-"], { input });
  });

  it("is below 2 KB without the keys, so that there is room for 14,000 characters of them", () => {
    const destinations = ["*:3306", "*:5432", "*:6379", "a-service.environment.system.internal:65535"];
    expect(tunnelUserData({ keys: {}, destinations }).length).toBeLessThan(2000);
  });
});

describeSshd("a tunnel host with a real sshd", () => {
  let host: SshHost;
  let calls: string[];
  let database: { server: Server; port: number };
  let other: { server: Server; port: number };
  const to = (port: number, address = "127.0.0.1") => ["-W", `${address}:${port}`];

  beforeAll(async () => {
    host = new SshHost();
    database = await greeter("the database");
    other = await greeter("something else");
    const keys = { jane: host.makeKey("jane"), joe: host.makeKey("joe", "-t", "rsa") };
    host.makeKey("stranger");
    const destinations = [`*:${database.port}`, "web.prod.shop.internal:8080"];
    calls = host.firstStart(tunnelUserData({ keys, destinations }));
    await host.serve();
  });
  afterAll(async () => {
    database.server.close();
    other.server.close();
    await host.remove();
  });

  it("has a user without a shell, and restarts sshd when all is there", () => {
    expect(calls).toEqual([
      "useradd --system --no-create-home --shell /sbin/nologin tunnel",
      "systemctl daemon-reload",
      "systemctl restart sshd",
    ]);
  });

  it("has each key under its owner's name", () => {
    expect(host.read("etc/ssh/tunnel_keys")).toMatch(/^ssh-ed25519 \S+ jane\nssh-rsa \S+ joe\n$/);
  });

  it("knows nothing of EC2 Instance Connect", () => {
    const file = "etc/systemd/system/sshd.service.d/ec2-instance-connect.conf";
    expect(readlinkSync(join(host.root, file))).toBe("/dev/null");
  });

  it.each(["jane", "joe"])("lets %s through to where the tunnel leads", async (name) => {
    expect(await host.ssh(name, to(database.port))).toMatchObject({ status: 0, stdout: "the database" });
  });

  it("lets a stranger's key not in, nor anybody without a key, nor another user", async () => {
    expect((await host.ssh("stranger", to(database.port))).stderr).toContain("Permission denied (publickey)");
    const without = ["-o", "PubkeyAuthentication=no", ...to(database.port)];
    expect((await host.ssh("jane", without)).stderr).toContain("Permission denied (publickey)");
    expect((await host.ssh("jane", to(database.port), [], "root")).stderr).toContain("Permission denied (publickey)");
  });

  it("leads to no other port, nor to the host's own credentials", async () => {
    for (const place of [to(other.port), to(22), to(80, "169.254.169.254"), to(8080)]) {
      expect((await host.ssh("jane", place)).stderr).toContain("administratively prohibited");
    }
  });

  it("runs nothing, copies nothing, and lets nobody listen on it", async () => {
    for (const [options, command] of [
      [[], ["true"]],
      [["-tt"], []],
      [["-s"], ["sftp"]],
    ] as const) {
      expect(await host.ssh("jane", options, command)).toMatchObject({ status: 255, stdout: "" });
    }
    const listening = ["-N", "-o", "ExitOnForwardFailure=yes", "-R", `0:127.0.0.1:${other.port}`];
    expect((await host.ssh("jane", listening)).stderr).toContain("remote port forwarding failed");
  });

  it("stops sshd if that would not have read the settings", async () => {
    const strange = new SshHost({ readsFolder: false });
    const userData = tunnelUserData({ keys: { jane: RSA }, destinations: ["*:5432"] });
    expect(() => strange.firstStart(userData)).toThrow();
    expect(strange.calls().at(-1)).toBe("systemctl disable --now sshd");
    await strange.remove();
  });
});
