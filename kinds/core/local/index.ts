import { bucketLocal } from "../../bucket/local";
import { cacheLocal } from "../../cache/local";
import { extraDatabaseLocal } from "../../database/extra-local";
import { databaseLocal } from "../../database/local";
import { emailLocal } from "../../email/local";
import { fileSystemLocal } from "../../file-system/local";
import { functionLocal } from "../../function/local";
import { jobLocal } from "../../job/local";
import { loadBalancerLocal } from "../../load-balancer/local";
import { permissionLocal } from "../../permission/local";
import { queueLocal } from "../../queue/local";
import { secretLocal } from "../../secret/local";
import { blueGreenLocal, serviceLocal } from "../../service/local";
import { tableLocal } from "../../table/local";
import { tenantsLocal } from "../../tenants/local";
import { topicLocal } from "../../topic/local";
import { userPoolLocal } from "../../user-pool/local";
import type { Environment } from "../environment";
import { inOrder } from "../in-order";
import { type KindName, SECTIONS } from "../sections";
import type { KindLocal, PartLocal } from "./kind";

/** What every kind is on a developer's computer. */
export const KIND_LOCALS: Readonly<Record<KindName, KindLocal>> = {
  database: databaseLocal,
  "extra database": extraDatabaseLocal,
  cache: cacheLocal,
  bucket: bucketLocal,
  "tenant group": tenantsLocal,
  table: tableLocal,
  topic: topicLocal,
  queue: queueLocal,
  "file system": fileSystemLocal,
  secret: secretLocal,
  "user pool": userPoolLocal,
  email: emailLocal,
  permission: permissionLocal,
  service: serviceLocal,
  function: functionLocal,
};

/** Parts that no reference names and no tunnel leads to. */
const OTHERS = {
  job: jobLocal,
  "blue-green pair": blueGreenLocal,
  "load balancer": loadBalancerLocal,
} as const satisfies Record<string, PartLocal>;

type Part = KindName | keyof typeof OTHERS;

/** In the order of a Compose file: what is made first in the emulator, what runs, and what is said to be in AWS only. */
const ORDER = [
  ...(["database", "extra database", "cache", "user pool", "service", "function", "job", "bucket", "table"] as const),
  ...(["topic", "queue", "secret", "tenant group", "email", "file system", "permission"] as const),
  ...(["blue-green pair", "load balancer"] as const),
];

const ORDERED = inOrder<Part>()(ORDER);
const PARTS: Readonly<Record<Part, PartLocal>> = { ...KIND_LOCALS, ...OTHERS };

/** Every part, in the order of a Compose file. */
export const LOCAL_PARTS: readonly PartLocal[] = ORDERED.map((part) => PARTS[part]);

/** A thing of an environment, with what its kind answers. */
export interface LocalThing {
  readonly name: string;
  readonly kind: KindLocal;
}

/** The kinds, in the order of a Compose file. */
export const ORDERED_KINDS: readonly KindName[] = ORDERED.filter((part): part is KindName =>
  Object.hasOwn(SECTIONS, part),
);

/** Every thing of an environment, in the order of a Compose file. */
export function localThings(environment: Environment): LocalThing[] {
  return ORDERED_KINDS.flatMap((kind) =>
    Object.keys(environment[SECTIONS[kind]]).map((name) => ({ name, kind: KIND_LOCALS[kind] })),
  );
}
