import type { Diagnostic } from "../../language/yaml/tree";
import { bucketFiles } from "../bucket/checks/files";
import { buckets } from "../bucket/checks/lifecycle";
import { capacities } from "../capacity/checks";
import { copies } from "../database/checks/copies";
import { extraDatabases } from "../database/checks/extra-databases";
import { databases } from "../database/checks/servers";
import { storage } from "../database/checks/storage";
import { email } from "../email/checks";
import type { Environment } from "../environment";
import { functionCycles } from "../function/checks/cycles";
import { functions } from "../function/checks/functions";
import { triggers } from "../function/checks/triggers";
import { images } from "../image/checks";
import { jobs } from "../job/checks";
import { certificate } from "../load-balancer/checks/certificate";
import { cloudFront } from "../load-balancer/checks/cloud-front";
import { domains } from "../load-balancer/checks/domains";
import { hosts } from "../load-balancer/checks/hosts";
import { staticAddresses } from "../load-balancer/checks/static-addresses";
import { subnets } from "../network/checks";
import { notify } from "../operations/checks/notify";
import { queries } from "../operations/checks/queries";
import { queues } from "../queue/checks";
import { secrets } from "../secret/checks";
import { blueGreen } from "../service/checks/blue-green";
import { exec } from "../service/checks/exec";
import { expose } from "../service/checks/expose";
import { fargateSize } from "../service/checks/fargate-size";
import { heap } from "../service/checks/heap";
import { mounts } from "../service/checks/mounts";
import { ports } from "../service/checks/ports";
import { queueScaling } from "../service/checks/queue-scaling";
import { scale } from "../service/checks/scale";
import { singleOrSeveral } from "../service/checks/single-or-several";
import { startOrder } from "../service/checks/start-order";
import { tenants } from "../tenants/checks/tenants";
import { tunnel } from "../tunnel/checks/destinations";
import { tunnelSsh } from "../tunnel/checks/ssh";
import { userPools } from "../user-pool/checks";
import { awsNames } from "./aws-names";
import { names } from "./names";
import { references } from "./references";
import { uses } from "./uses";

/** Finds what a schema cannot say of an environment. */
export type Check = (environment: Environment) => Diagnostic[];

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
