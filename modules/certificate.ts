import { AcmCertificate } from "@cdktf/provider-aws/lib/acm-certificate";
import { AcmCertificateValidation } from "@cdktf/provider-aws/lib/acm-certificate-validation";
import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import { Construct } from "constructs";

export interface CertificateProps {
  /** Host names; the first one is the certificate's domain name. */
  readonly hosts: readonly string[];
  /** Route 53 zone in which ACM's validation records are made. */
  readonly zoneId: string;
}

/** A certificate of ACM for some hosts, validated by DNS and renewed by AWS. */
export class Certificate extends Construct {
  /** Known once the certificate is issued. */
  readonly arn: string;

  constructor(scope: Construct, id: string, props: CertificateProps) {
    super(scope, id);
    const certificate = new AcmCertificate(this, "certificate", {
      domainName: props.hosts[0]!,
      subjectAlternativeNames: props.hosts.slice(1),
      validationMethod: "DNS",
      lifecycle: { createBeforeDestroy: true },
    });
    const options = `\${[for o in ${certificate.fqn}.domain_validation_options : o if o.domain_name == each.key][0]`;
    const record = new Route53Record(this, "validation-record", {
      zoneId: props.zoneId,
      name: `${options}.resource_record_name}`,
      type: `${options}.resource_record_type}`,
      records: [`${options}.resource_record_value}`],
      ttl: 300,
      allowOverwrite: true,
    });
    record.addOverride("for_each", `\${toset(${JSON.stringify(props.hosts)})}`);
    const validation = new AcmCertificateValidation(this, "validation", { certificateArn: certificate.arn });
    validation.addOverride("validation_record_fqdns", `\${[for r in ${record.fqn} : r.fqdn]}`);
    this.arn = validation.certificateArn;
  }
}
