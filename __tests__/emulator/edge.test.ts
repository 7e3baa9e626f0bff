import { describeEmulated, type Emulator, startEmulator } from "./emulator";

describeEmulated("the emulated edge services", () => {
  let emulator: Emulator;
  beforeAll(async () => {
    emulator = await startEmulator();
  });
  afterAll(() => emulator.stop());

  test("have an accelerator with two addresses that must be disabled before it is deleted", async () => {
    const call = (operation: string, body: object) =>
      emulator.json("globalaccelerator", `GlobalAccelerator_V20180706.${operation}`, body);
    const { Accelerator } = await call("CreateAccelerator", { Name: "front", IdempotencyToken: "1" });
    const { AcceleratorArn } = Accelerator;
    expect(Accelerator.IpSets[0].IpAddresses).toHaveLength(2);

    await expect(call("DeleteAccelerator", { AcceleratorArn })).rejects.toThrow("AcceleratorNotDisabledException");
    await call("UpdateAccelerator", { AcceleratorArn, Enabled: false });
    await call("DeleteAccelerator", { AcceleratorArn });
    await expect(call("DescribeAccelerator", { AcceleratorArn })).rejects.toThrow("AcceleratorNotFoundException");
  });

  test("know CloudFront's managed policies by the documented ids", async () => {
    const response = await emulator.fetch("cloudfront", "GET", "/2020-05-31/cache-policy?Type=managed");
    const policies = await response.text();
    expect(policies).toContain("<Name>Managed-CachingOptimized</Name>");
    expect(policies).toContain("<Id>658327ea-f89d-4fab-a63d-7e88639e58f6</Id>");
  });

  test("answer a distribution's origin access, policy and certificate as they were given", async () => {
    const create = async (certificate: string) => {
      const origin = `<Origin><Id>s3</Id><DomainName>b.s3.us-east-1.amazonaws.com</DomainName>
        <OriginAccessControlId>EOAC</OriginAccessControlId>
        <S3OriginConfig><OriginAccessIdentity></OriginAccessIdentity></S3OriginConfig></Origin>`;
      const body = `<DistributionConfig xmlns="http://cloudfront.amazonaws.com/doc/2020-05-31/">
        <CallerReference>${certificate.length}</CallerReference><Aliases><Quantity>0</Quantity></Aliases><Comment></Comment>
        <Origins><Quantity>1</Quantity><Items>${origin}</Items></Origins><Enabled>true</Enabled>
        <DefaultCacheBehavior><TargetOriginId>s3</TargetOriginId><ViewerProtocolPolicy>https-only</ViewerProtocolPolicy>
        <CachePolicyId>658327ea-f89d-4fab-a63d-7e88639e58f6</CachePolicyId></DefaultCacheBehavior>
        <ViewerCertificate>${certificate}</ViewerCertificate></DistributionConfig>`;
      const xml = { "content-type": "text/xml" };
      const created = await emulator.fetch("cloudfront", "POST", "/2020-05-31/distribution", body, xml);
      return created.text();
    };

    const standard = await create("<CloudFrontDefaultCertificate>true</CloudFrontDefaultCertificate>");
    expect(standard).toContain("<OriginAccessControlId>EOAC</OriginAccessControlId>");
    expect(standard).not.toContain("<ForwardedValues>");
    expect(standard).not.toContain("<SSLSupportMethod>");

    const arn = "arn:aws:acm:us-east-1:111122223333:certificate/1";
    const own = await create(`<ACMCertificateArn>${arn}</ACMCertificateArn><SSLSupportMethod>sni-only</SSLSupportMethod>
      <MinimumProtocolVersion>TLSv1.2_2021</MinimumProtocolVersion>`);
    expect(own).toContain(`<ACMCertificateArn>${arn}</ACMCertificateArn>`);
    expect(own).toContain("<CloudFrontDefaultCertificate>false</CloudFrontDefaultCertificate>");
    expect(own).toContain("<MinimumProtocolVersion>TLSv1.2_2021</MinimumProtocolVersion>");
  });
});
