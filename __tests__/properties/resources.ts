import type { KindName } from "../../kinds/core/sections";
import { chosen, type Settings } from "./chosen";
import type { ResourceDraft } from "./drafts";

const KEYS = ["KEY", "a.b", "a-b", "a_b", "key"];

/** What a resource is written as; nothing if it needs another that there is none of. */
export function settingsOf(
  { kind, variant, other, name }: ResourceDraft,
  names: (kind: KindName) => string[],
): unknown {
  const aurora = [{ capacity: { min: 0.5, max: 4 } }, { instance: "db.r6g.large", instances: 3 }];
  switch (kind) {
    case "database":
      return {
        version: "16",
        database: "app",
        key: variant % 2 ? "own" : "aws",
        ...chosen(
          [
            { engine: "postgres", instance: "db.t4g.micro" },
            ...aurora.map((size) => ({ engine: "aurora-postgresql", ...size })),
          ],
          variant,
        ),
        ...(variant % 4 ? {} : { backups: copiesOf(variant) }),
      };
    case "extra database": {
      const server = chosen(names("database"), other);
      return server && { server };
    }
    case "cache":
      return {
        engine: "redis",
        node: "cache.t4g.micro",
        replicas: variant % 3,
        tls: variant % 2 ? "required" : "optional",
      };
    case "bucket":
      return variant % 5
        ? { ...(variant % 2 ? { public: "read" } : {}), ...(variant % 3 ? { expire: "7d" } : { versions: false }) }
        : { files: { "a/b": "docker/app/Dockerfile", "a-b": "docker/app/Dockerfile" } };
    case "tenant group": {
      const database = variant % 3 ? undefined : chosen(names("database"), other);
      return {
        settings: { width: variant },
        ...(variant % 2 ? { bucket: { expire: "7d" } } : {}),
        ...(database ? { database } : {}),
        // Buckets carry both names.
        of: name.length > 10 ? {} : { one: {}, "one-2": { state: "archived" }, [name]: { state: "inactive" } },
      };
    }
    case "table":
      return { key: { name: "id" }, ...(variant % 2 ? { sort: { name: "at", type: "number" } } : {}) };
    case "topic":
      return {};
    case "queue": {
      const from = chosen(names("topic"), other);
      return variant % 2 && from ? { from } : {};
    }
    case "file system":
      return variant % 2 ? {} : { owner: { user: 0, group: 0 } };
    case "secret":
      return chosen(
        [
          { keys: KEYS.slice(0, 2), generate: [] },
          { keys: [], generate: KEYS },
          { existing: `there/${name}`, keys: KEYS.slice(1), generate: [] },
        ],
        variant,
      );
    case "user pool":
      return {
        signIn: chosen([["email"], ["username"], ["username", "email"]], variant),
        mfa: chosen(["required", "optional", "off"], variant),
        hosted: variant % 2 ? { prefix: `\${system}-\${environment}-${name}` } : { domain: `${name}.\${domain}` },
        clients: { [name]: { callbacks: ["https://www.${domain}/login"], logouts: ["http://localhost:3000/"] } },
      };
    case "email":
      return { from: "noreply@example.org", identity: "example.org" };
    case "permission":
      return [{ allow: ["ce:GetCostAndUsage"], on: ["*"], why: "It shows what it costs." }];
  }
}

/** Copies of a database; those of single servers are never cold. */
function copiesOf(variant: number): Settings {
  return {
    copies: { monthly: "400d", ...(variant % 8 ? { region: "us-east-2" } : {}) },
    ...(variant % 3 ? { coldCopies: { quarterly: "2555d" } } : {}),
  };
}
