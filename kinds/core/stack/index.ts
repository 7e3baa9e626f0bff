import type { AttributeName } from "../..";
import { bucketStack } from "../../bucket/stack/kind";
import { cacheStack } from "../../cache/stack/kind";
import { extraDatabaseStack } from "../../database/stack/extra-kind";
import { databaseStack } from "../../database/stack/kind";
import { watchCopies } from "../../database/stack/watch-copies";
import { emailStack } from "../../email/stack/kind";
import { fileSystemStack } from "../../file-system/stack/kind";
import { functionStack } from "../../function/stack/kind";
import { makeJobFailures } from "../../job/stack/make";
import { watchJobs } from "../../job/stack/watch";
import { permissionStack } from "../../permission/stack/kind";
import { queueStack } from "../../queue/stack/kind";
import { secretStack } from "../../secret/stack/kind";
import { serviceStack } from "../../service/stack/kind";
import { tableStack } from "../../table/stack/kind";
import { tenantsStack } from "../../tenants/stack/kind";
import { topicStack } from "../../topic/stack/kind";
import { userPoolStack } from "../../user-pool/stack/kind";
import { inOrder } from "../in-order";
import type { KindName } from "../sections";
import { type KindStack, nothing, type PartStack } from "./kind";

/** What is synthesized of every kind. */
export const KIND_STACKS: { readonly [Name in KindName]: KindStack<AttributeName<Name>> } = {
  database: databaseStack,
  "extra database": extraDatabaseStack,
  cache: cacheStack,
  bucket: bucketStack,
  "tenant group": tenantsStack,
  table: tableStack,
  topic: topicStack,
  queue: queueStack,
  "file system": fileSystemStack,
  secret: secretStack,
  "user pool": userPoolStack,
  email: emailStack,
  permission: permissionStack,
  service: serviceStack,
  function: functionStack,
};

/** Parts that are made and watched beside the kinds, and that nobody uses. */
const OTHERS = {
  job: { make: makeJobFailures, watch: watchJobs },
  copies: { make: nothing, watch: watchCopies },
} as const satisfies Record<string, PartStack>;

const PARTS: Readonly<Record<KindName | keyof typeof OTHERS, PartStack>> = { ...KIND_STACKS, ...OTHERS };

/** In the order of the data layer: what others are made of comes before them. */
const MADE = [
  ...([
    "database",
    "extra database",
    "cache",
    "bucket",
    "tenant group",
    "table",
    "topic",
    "queue",
    "function",
    "job",
  ] as const),
  ...(["file system", "secret", "user pool", "email", "service", "permission", "copies"] as const),
];

/** In the order of the operations layer, and of its dashboard: what runs before what it uses. */
const WATCHED = [
  ...(["service", "database", "extra database", "cache", "queue", "function", "job", "copies", "bucket"] as const),
  ...(["tenant group", "table", "topic", "file system", "secret", "user pool", "email", "permission"] as const),
];

type Part = keyof typeof PARTS;

/** Every part, in the order in which the data layer makes them. */
export const MADE_PARTS: readonly PartStack[] = inOrder<Part>()(MADE).map((name) => PARTS[name]);

/** Every part, in the order in which the operations layer watches them. */
export const WATCHED_PARTS: readonly PartStack[] = inOrder<Part>()(WATCHED).map((name) => PARTS[name]);
