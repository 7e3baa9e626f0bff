/**
 * What a system may do without. Each is loaded when a manifest first asks for it: a resource of the provider takes 1 to
 * 4 ms to load, and a synthesis of one environment about 500 ms in all (bench/README.md).
 */
export const onDemand = {
  get CustomerDomain() {
    return (require("../modules/elb/customer-domain") as typeof import("../modules/elb/customer-domain"))
      .CustomerDomain;
  },
  get BlueGreenRoute() {
    return (require("../modules/elb/blue-green-route") as typeof import("../modules/elb/blue-green-route"))
      .BlueGreenRoute;
  },
  get AcceleratorListener() {
    return (
      require("../modules/globalaccelerator/accelerator-listener") as typeof import("../modules/globalaccelerator/accelerator-listener")
    ).AcceleratorListener;
  },
  get Aurora() {
    return (require("../modules/rds/aurora") as typeof import("../modules/rds/aurora")).Aurora;
  },
  get Bucket() {
    return (require("../modules/s3/bucket") as typeof import("../modules/s3/bucket")).Bucket;
  },
  get BucketNotification() {
    return (require("../modules/s3/bucket-notification") as typeof import("../modules/s3/bucket-notification"))
      .BucketNotification;
  },
  get Certificate() {
    return (require("../modules/acm/certificate") as typeof import("../modules/acm/certificate")).Certificate;
  },
  get deadLetters() {
    return (require("../modules/sqs/dead-letters") as typeof import("../modules/sqs/dead-letters")).deadLetters;
  },
  get Ec2Capacity() {
    return (require("../kinds/capacity/stack/ec2-capacity") as typeof import("../kinds/capacity/stack/ec2-capacity"))
      .Ec2Capacity;
  },
  get CloudFront() {
    return (require("../modules/cloudfront/cloud-front") as typeof import("../modules/cloudfront/cloud-front"))
      .CloudFront;
  },
  get Firewall() {
    return (require("../modules/waf/firewall") as typeof import("../modules/waf/firewall")).Firewall;
  },
  get FirewallAssociation() {
    return (require("../modules/waf/firewall-association") as typeof import("../modules/waf/firewall-association"))
      .FirewallAssociation;
  },
  get FileSystem() {
    return (require("../modules/efs/file-system") as typeof import("../modules/efs/file-system")).FileSystem;
  },
  get JsonObject() {
    return (require("../modules/s3/json-object") as typeof import("../modules/s3/json-object")).JsonObject;
  },
  get KmsKey() {
    return (require("../modules/kms/kms-key") as typeof import("../modules/kms/kms-key")).KmsKey;
  },
  get LambdaFunction() {
    return (require("../modules/lambda/lambda-function") as typeof import("../modules/lambda/lambda-function"))
      .LambdaFunction;
  },
  get LambdaPull() {
    return (require("../modules/ecr/lambda-pull") as typeof import("../modules/ecr/lambda-pull")).LambdaPull;
  },
  get PipelinesLayer() {
    return (require("./pipelines") as typeof import("./pipelines")).PipelinesLayer;
  },
  get PublishedFile() {
    return (require("../modules/s3/published-file") as typeof import("../modules/s3/published-file")).PublishedFile;
  },
  get Queue() {
    return (require("../modules/sqs/queue") as typeof import("../modules/sqs/queue")).Queue;
  },
  get QueueScaling() {
    return (require("../modules/ecs/queue-scaling") as typeof import("../modules/ecs/queue-scaling")).QueueScaling;
  },
  get QueueTrigger() {
    return (require("../modules/lambda/queue-trigger") as typeof import("../modules/lambda/queue-trigger"))
      .QueueTrigger;
  },
  get Redis() {
    return (require("../modules/elasticache/redis") as typeof import("../modules/elasticache/redis")).Redis;
  },
  get ScheduledFunction() {
    return (
      require("../modules/scheduler/scheduled-function") as typeof import("../modules/scheduler/scheduled-function")
    ).ScheduledFunction;
  },
  get ScheduledTask() {
    return (require("../modules/scheduler/scheduled-task") as typeof import("../modules/scheduler/scheduled-task"))
      .ScheduledTask;
  },
  get Secret() {
    return (require("../modules/secretsmanager/secret") as typeof import("../modules/secretsmanager/secret")).Secret;
  },
  get ServiceScaling() {
    return (require("../modules/ecs/service-scaling") as typeof import("../modules/ecs/service-scaling"))
      .ServiceScaling;
  },
  get StaticAddresses() {
    return (
      require("../modules/globalaccelerator/static-addresses") as typeof import("../modules/globalaccelerator/static-addresses")
    ).StaticAddresses;
  },
  get Table() {
    return (require("../modules/dynamodb/table") as typeof import("../modules/dynamodb/table")).Table;
  },
  get addTenants() {
    return (require("../kinds/tenants/stack/tenants") as typeof import("../kinds/tenants/stack/tenants")).addTenants;
  },
  get Topic() {
    return (require("../modules/sns/topic") as typeof import("../modules/sns/topic")).Topic;
  },
  get TopicTrigger() {
    return (require("../modules/lambda/topic-trigger") as typeof import("../modules/lambda/topic-trigger"))
      .TopicTrigger;
  },
  get userPool() {
    return (require("../kinds/user-pool/stack/user-pool") as typeof import("../kinds/user-pool/stack/user-pool"))
      .userPool;
  },
  get userPoolClients() {
    return (require("../kinds/user-pool/stack/user-pool") as typeof import("../kinds/user-pool/stack/user-pool"))
      .userPoolClients;
  },
  get TunnelHost() {
    return (require("../modules/ec2/tunnel-host") as typeof import("../modules/ec2/tunnel-host")).TunnelHost;
  },
  get Budget() {
    return (require("../modules/cloudwatch/budget") as typeof import("../modules/cloudwatch/budget")).Budget;
  },
  get Dashboard() {
    return (require("../modules/cloudwatch/dashboard") as typeof import("../modules/cloudwatch/dashboard")).Dashboard;
  },
  get LogMetric() {
    return (require("../modules/cloudwatch/log-metric") as typeof import("../modules/cloudwatch/log-metric")).LogMetric;
  },
  get SavedQuery() {
    return (require("../modules/cloudwatch/saved-query") as typeof import("../modules/cloudwatch/saved-query"))
      .SavedQuery;
  },
  get EmailIdentity() {
    return (require("../modules/ses/email-identity") as typeof import("../modules/ses/email-identity")).EmailIdentity;
  },
  get BackupPlan() {
    return (require("../modules/backup/backup-plan") as typeof import("../modules/backup/backup-plan")).BackupPlan;
  },
  get BackupVault() {
    return (require("../modules/backup/backup-vault") as typeof import("../modules/backup/backup-vault")).BackupVault;
  },
  get DatabaseCopies() {
    return (require("../kinds/database/stack/copies") as typeof import("../kinds/database/stack/copies"))
      .DatabaseCopies;
  },
  get FailureRecord() {
    return (require("../modules/eventbridge/failure-record") as typeof import("../modules/eventbridge/failure-record"))
      .FailureRecord;
  },
  get ScheduledExport() {
    return (require("../modules/scheduler/scheduled-export") as typeof import("../modules/scheduler/scheduled-export"))
      .ScheduledExport;
  },
};
