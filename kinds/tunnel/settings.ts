import { z } from "zod";
import { resourceName } from "../../language/types/name";
import { cidrLike } from "../network/settings";

const range = cidrLike("203.0.113.0/24", ", or 203.0.113.7/32 for one address");

function hasSome(map: object): boolean {
  return Object.keys(map).length > 0;
}

/** A small machine to reach databases, caches and services through, by Session Manager, and by SSH if the manifest says so. */
export const tunnel = z.strictObject({
  uses: z
    .record(z.string(), z.literal("connect"))
    .describe("Databases, caches and services that can be reached through it."),
  ssh: z
    .strictObject({
      from: z
        .record(resourceName, range)
        .refine(hasSome, "names no range, so nobody could come; name one, or take `ssh` out")
        .describe(
          "Ranges that may come, by the names of the places, such as `{ office: 203.0.113.0/24 }`; /16 at most.",
        ),
      keys: z
        .record(resourceName, z.string().meta({ title: "OpenSSH public key", examples: ["ssh-ed25519 AAAA…"] }))
        .refine(hasSome, "has no key, so nobody could come; name one, or take `ssh` out")
        .describe("Public keys by whose they are; a change replaces the host, and its address stays."),
    })
    .optional()
    .describe(
      "Lets people come by SSH too, to an address that stays, and only to pass on to `uses` ([how](tunnel.md)). By default no port is open, and Session Manager asks IAM who may come.",
    ),
});

export type Tunnel = z.infer<typeof tunnel>;
