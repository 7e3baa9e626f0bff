/** What the host of a tunnel knows of SSH. */
export interface TunnelUserDataProps {
  /** Public keys by whose they are, as OpenSSH writes them into .pub files. */
  readonly keys: Readonly<Record<string, string>>;
  /** Hosts with ports that it leads to, as `PermitOpen` takes them. */
  readonly destinations: readonly string[];
}

/** The user that everybody is by SSH; it has no shell, and no session either. */
const USER = "tunnel";

const KEYS = "/etc/ssh/tunnel_keys";

/** Of each setting sshd takes the first that it finds, and it reads this folder first, in order of names (sshd_config(5)). */
const SETTINGS = "/etc/ssh/sshd_config.d/00-tunnel.conf";

/** How EC2 Instance Connect, which is in the image, lets in whoever IAM lets (https://github.com/aws/aws-ec2-instance-connect-config). */
const INSTANCE_CONNECT = "/etc/systemd/system/sshd.service.d/ec2-instance-connect.conf";

/**
 * What the host does at its first start: it lets these keys in, to pass on to these places and for nothing else. If sshd
 * does not take the settings, it is stopped; Session Manager is there to look why.
 */
export function tunnelUserData({ keys, destinations }: TunnelUserDataProps): string {
  return [
    "#!/bin/bash",
    "set -euo pipefail",
    `useradd --system --no-create-home --shell /sbin/nologin ${USER}`,
    `cat > ${KEYS} <<'END'`,
    ...Object.entries(keys).map(([name, key]) => authorized(name, key)),
    "END",
    `cat > ${SETTINGS} <<'END'`,
    ...settings(destinations),
    "END",
    `mkdir -p "$(dirname ${INSTANCE_CONNECT})"`,
    `ln -sf /dev/null ${INSTANCE_CONNECT}`,
    `sshd -T | grep -x 'authorizedkeysfile ${KEYS}' || { systemctl disable --now sshd; exit 1; }`,
    "systemctl daemon-reload",
    "systemctl restart sshd",
    "",
  ].join("\n");
}

/** A key under its owner's name in the manifest, in place of the comment that it came with. */
function authorized(name: string, key: string): string {
  const [type, base64] = key.trim().split(/\s+/);
  return `${type} ${base64} ${name}`;
}

/**
 * Keys only, and forwarding only, from the client's side, to these places. Security groups would be enough for all of
 * them but one: they do not guard the address where the host's own credentials are (169.254.169.254).
 */
function settings(destinations: readonly string[]): string[] {
  return [
    `AllowUsers ${USER}`,
    "PermitRootLogin no",
    "AuthenticationMethods publickey",
    "PasswordAuthentication no",
    "KbdInteractiveAuthentication no",
    `AuthorizedKeysFile ${KEYS}`,
    "AuthorizedKeysCommand none",
    "MaxSessions 0",
    "AllowTcpForwarding local",
    `PermitOpen ${destinations.join(" ")}`,
    "AllowStreamLocalForwarding no",
    "AllowAgentForwarding no",
    "X11Forwarding no",
    "PermitTunnel no",
  ];
}
