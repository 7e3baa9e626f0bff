import type { Environment } from "../schema/environment";
import type { Finding } from "../tree";
import { awsNames } from "./aws-names";
import { blueGreen } from "./blue-green";
import { bucketFiles } from "./bucket-files";
import { buckets } from "./buckets";
import { capacities } from "./capacities";
import { certificate } from "./certificate";
import { cloudFront } from "./cloud-front";
import { copies } from "./copies";
import { databases } from "./databases";
import { domains } from "./domains";
import { email } from "./email";
import { exec } from "./exec";
import { expose } from "./expose";
import { extraDatabases } from "./extra-databases";
import { fargateSize } from "./fargate-size";
import { functionCycles } from "./function-cycles";
import { functions } from "./functions";
import { heap } from "./heap";
import { hosts } from "./hosts";
import { images } from "./images";
import { jobs } from "./jobs";
import { mounts } from "./mounts";
import { names } from "./names";
import { notify } from "./notify";
import { ports } from "./ports";
import { queries } from "./queries";
import { queueScaling } from "./queue-scaling";
import { queues } from "./queues";
import { references } from "./references";
import { scale } from "./scale";
import { secrets } from "./secrets";
import { singleOrSeveral } from "./single-or-several";
import { startOrder } from "./start-order";
import { staticAddresses } from "./static-addresses";
import { storage } from "./storage";
import { subnets } from "./subnets";
import { tenants } from "./tenants";
import { triggers } from "./triggers";
import { tunnel } from "./tunnel";
import { tunnelSsh } from "./tunnel-ssh";
import { userPools } from "./user-pools";
import { uses } from "./uses";

/** Finds what a schema cannot say of an environment. */
export type Check = (environment: Environment) => Finding[];

/** Every check of a single environment. */
export const CHECKS: readonly Check[] = [
  names,
  awsNames,
  subnets,
  images,
  databases,
  copies,
  extraDatabases,
  storage,
  buckets,
  bucketFiles,
  tenants,
  queues,
  secrets,
  userPools,
  email,
  singleOrSeveral,
  fargateSize,
  heap,
  capacities,
  ports,
  startOrder,
  exec,
  expose,
  hosts,
  blueGreen,
  domains,
  certificate,
  cloudFront,
  staticAddresses,
  scale,
  queueScaling,
  mounts,
  jobs,
  functions,
  triggers,
  functionCycles,
  tunnel,
  tunnelSsh,
  notify,
  queries,
  uses,
  references,
];
