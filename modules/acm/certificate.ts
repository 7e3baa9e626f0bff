import { AcmCertificate } from "@cdktf/provider-aws/lib/acm-certificate";
import { AcmCertificateValidation } from "@cdktf/provider-aws/lib/acm-certificate-validation";
import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import { type TerraformProvider, Token } from "cdktf";
import { Construct } from "constructs";

export interface CertificateProps {
  /** Host names; the first one is the certificate's domain name. */
  readonly hosts: readonly string[];
  /** Route 53 zone in which ACM's validation records are made. */
  readonly zoneId: string;
  /** Provider of the region that the certificate is for. @default - the stack's own */
  readonly provider?: TerraformProvider;
  /**
   * Validation records that are there already: ACM asks for the same ones in every region
   * (https://docs.aws.amazon.com/acm/latest/userguide/dns-validation.html). @default - they are made
   */
  readonly recordNames?: string[];
}

/** A certificate of ACM for some hosts, validated by DNS and renewed by AWS. */
export class Certificate extends Construct {
  /** Known once the certificate is issued. */
  readonly arn: string;
  /** Names of ACM's validation records. */
  readonly recordNames: string[];

  constructor(scope: Construct, id: string, props: CertificateProps) {
    super(scope, id);
    const { hosts, provider } = props;
    const certificate = new AcmCertificate(this, "certificate", {
      domainName: hosts[0]!,
      subjectAlternativeNames: hosts.slice(1),
      validationMethod: "DNS",
      provider,
      lifecycle: { createBeforeDestroy: true },
    });
    this.recordNames = props.recordNames ?? this.records(certificate, props.zoneId);
    const validation = new AcmCertificateValidation(this, "validation", {
      provider,
      certificateArn: certificate.arn,
      validationRecordFqdns: this.recordNames,
    });
    this.arn = validation.certificateArn;
  }

  private records(certificate: AcmCertificate, zoneId: string): string[] {
    const record = new Route53Record(this, "validation-record", {
      zoneId,
      name: "${each.value.resource_record_name}",
      type: "${each.value.resource_record_type}",
      records: ["${each.value.resource_record_value}"],
      ttl: 300,
      allowOverwrite: true,
    });
    // A TerraformIterator makes a list of the options, which are a set. Their values are not known before the
    // certificate is made, and of a list of them Terraform then does not even know how long it is.
    record.addOverride(
      "for_each",
      `\${{ for option in ${certificate.fqn}.domain_validation_options : option.domain_name => option }}`,
    );
    return Token.asList(`\${[for r in ${record.fqn} : r.fqdn]}`);
  }
}
