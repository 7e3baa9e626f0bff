/**
 * What a system may do without. Each is loaded when a manifest first asks for it: a resource of the provider takes 1 to
 * 4 ms to load, and a synthesis of one environment about 500 ms in all (bench/README.md).
 */
export const onDemand = {
  get CustomerDomain() {
    return (require("../modules/customer-domain") as typeof import("../modules/customer-domain")).CustomerDomain;
  },
  get BlueGreenRoute() {
    return (require("../modules/blue-green-route") as typeof import("../modules/blue-green-route")).BlueGreenRoute;
  },
  get AcceleratorListener() {
    return (require("../modules/accelerator-listener") as typeof import("../modules/accelerator-listener"))
      .AcceleratorListener;
  },
  get Aurora() {
    return (require("../modules/aurora") as typeof import("../modules/aurora")).Aurora;
  },
  get Bucket() {
    return (require("../modules/bucket") as typeof import("../modules/bucket")).Bucket;
  },
  get BucketNotification() {
    return (require("../modules/bucket-notification") as typeof import("../modules/bucket-notification"))
      .BucketNotification;
  },
  get Certificate() {
    return (require("../modules/certificate") as typeof import("../modules/certificate")).Certificate;
  },
  get deadLetters() {
    return (require("../modules/dead-letters") as typeof import("../modules/dead-letters")).deadLetters;
  },
  get Ec2Capacity() {
    return (require("./ec2-capacity") as typeof import("./ec2-capacity")).Ec2Capacity;
  },
  get CloudFront() {
    return (require("../modules/cloud-front") as typeof import("../modules/cloud-front")).CloudFront;
  },
  get Firewall() {
    return (require("../modules/firewall") as typeof import("../modules/firewall")).Firewall;
  },
  get FirewallAssociation() {
    return (require("../modules/firewall-association") as typeof import("../modules/firewall-association"))
      .FirewallAssociation;
  },
  get FileSystem() {
    return (require("../modules/file-system") as typeof import("../modules/file-system")).FileSystem;
  },
  get JsonObject() {
    return (require("../modules/json-object") as typeof import("../modules/json-object")).JsonObject;
  },
  get KmsKey() {
    return (require("../modules/kms-key") as typeof import("../modules/kms-key")).KmsKey;
  },
  get LambdaFunction() {
    return (require("../modules/lambda-function") as typeof import("../modules/lambda-function")).LambdaFunction;
  },
  get LambdaPull() {
    return (require("../modules/lambda-pull") as typeof import("../modules/lambda-pull")).LambdaPull;
  },
  get PipelinesLayer() {
    return (require("./pipelines") as typeof import("./pipelines")).PipelinesLayer;
  },
  get PublishedFile() {
    return (require("../modules/published-file") as typeof import("../modules/published-file")).PublishedFile;
  },
  get Queue() {
    return (require("../modules/queue") as typeof import("../modules/queue")).Queue;
  },
  get QueueScaling() {
    return (require("../modules/queue-scaling") as typeof import("../modules/queue-scaling")).QueueScaling;
  },
  get QueueTrigger() {
    return (require("../modules/queue-trigger") as typeof import("../modules/queue-trigger")).QueueTrigger;
  },
  get Redis() {
    return (require("../modules/redis") as typeof import("../modules/redis")).Redis;
  },
  get ScheduledFunction() {
    return (require("../modules/scheduled-function") as typeof import("../modules/scheduled-function"))
      .ScheduledFunction;
  },
  get ScheduledTask() {
    return (require("../modules/scheduled-task") as typeof import("../modules/scheduled-task")).ScheduledTask;
  },
  get Secret() {
    return (require("../modules/secret") as typeof import("../modules/secret")).Secret;
  },
  get ServiceScaling() {
    return (require("../modules/service-scaling") as typeof import("../modules/service-scaling")).ServiceScaling;
  },
  get StaticAddresses() {
    return (require("../modules/static-addresses") as typeof import("../modules/static-addresses")).StaticAddresses;
  },
  get Table() {
    return (require("../modules/table") as typeof import("../modules/table")).Table;
  },
  get addTenants() {
    return (require("./tenants") as typeof import("./tenants")).addTenants;
  },
  get Topic() {
    return (require("../modules/topic") as typeof import("../modules/topic")).Topic;
  },
  get TopicTrigger() {
    return (require("../modules/topic-trigger") as typeof import("../modules/topic-trigger")).TopicTrigger;
  },
  get userPool() {
    return (require("./user-pool") as typeof import("./user-pool")).userPool;
  },
  get userPoolClients() {
    return (require("./user-pool") as typeof import("./user-pool")).userPoolClients;
  },
  get TunnelHost() {
    return (require("../modules/tunnel-host") as typeof import("../modules/tunnel-host")).TunnelHost;
  },
  get Budget() {
    return (require("../modules/budget") as typeof import("../modules/budget")).Budget;
  },
  get Dashboard() {
    return (require("../modules/dashboard") as typeof import("../modules/dashboard")).Dashboard;
  },
  get LogMetric() {
    return (require("../modules/log-metric") as typeof import("../modules/log-metric")).LogMetric;
  },
  get SavedQuery() {
    return (require("../modules/saved-query") as typeof import("../modules/saved-query")).SavedQuery;
  },
  get EmailIdentity() {
    return (require("../modules/email-identity") as typeof import("../modules/email-identity")).EmailIdentity;
  },
  get BackupPlan() {
    return (require("../modules/backup-plan") as typeof import("../modules/backup-plan")).BackupPlan;
  },
  get BackupVault() {
    return (require("../modules/backup-vault") as typeof import("../modules/backup-vault")).BackupVault;
  },
  get DatabaseCopies() {
    return (require("./database-copies") as typeof import("./database-copies")).DatabaseCopies;
  },
  get FailureRecord() {
    return (require("../modules/failure-record") as typeof import("../modules/failure-record")).FailureRecord;
  },
  get ScheduledExport() {
    return (require("../modules/scheduled-export") as typeof import("../modules/scheduled-export")).ScheduledExport;
  },
};
