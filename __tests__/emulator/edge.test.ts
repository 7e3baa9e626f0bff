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

  test("have VPC origins, which stay while a distribution uses them", async () => {
    const xml = { "content-type": "text/xml" };
    const call = async (method: string, path: string, body?: string, headers = xml) => {
      const response = await emulator.fetch("cloudfront", method, `/2020-05-31/${path}`, body, headers);
      return { text: await response.text(), etag: response.headers.get("etag") ?? "" };
    };
    const endpoint = (
      policy: string,
    ) => `<VpcOriginEndpointConfig xmlns="http://cloudfront.amazonaws.com/doc/2020-05-31/">
      <Name>shop</Name><Arn>arn:lb</Arn><HTTPPort>80</HTTPPort><HTTPSPort>443</HTTPSPort>
      <OriginProtocolPolicy>${policy}</OriginProtocolPolicy></VpcOriginEndpointConfig>`;
    const request = `<CreateVpcOriginRequest xmlns="http://cloudfront.amazonaws.com/doc/2020-05-31/">
      ${endpoint("http-only")}</CreateVpcOriginRequest>`;

    const created = await call("POST", "vpc-origin", request);
    const id = /<Id>(.*?)</.exec(created.text)![1]!;
    expect(created.text).toContain("<Status>Deployed</Status>");
    const changed = await call("PUT", `vpc-origin/${id}`, endpoint("https-only"));
    expect(changed.text).toContain("<OriginProtocolPolicy>https-only</OriginProtocolPolicy>");
    expect(changed.etag).not.toBe(created.etag);
    expect((await call("GET", "vpc-origin")).text).toContain(`<Id>${id}</Id>`);

    const distribution = await call(
      "POST",
      "distribution",
      `<DistributionConfig xmlns="http://cloudfront.amazonaws.com/doc/2020-05-31/">
        <CallerReference>vpc</CallerReference><Comment></Comment><Origins><Quantity>1</Quantity><Items><Origin>
        <Id>lb</Id><DomainName>lb.internal</DomainName><VpcOriginConfig><VpcOriginId>${id}</VpcOriginId>
        <OriginReadTimeout>60</OriginReadTimeout></VpcOriginConfig></Origin></Items></Origins><Enabled>true</Enabled>
        <DefaultCacheBehavior><TargetOriginId>lb</TargetOriginId><ViewerProtocolPolicy>https-only</ViewerProtocolPolicy>
        <CachePolicyId>4135ea2d-6df8-44a3-9df3-4b5a84be39ad</CachePolicyId></DefaultCacheBehavior></DistributionConfig>`,
    );
    expect(distribution.text).toContain(`<VpcOriginId>${id}</VpcOriginId>`);
    const refused = await call("DELETE", `vpc-origin/${id}`);
    expect(refused.text).toContain("CannotDeleteEntityWhileInUse");
    const used = /<Id>(.*?)</.exec(distribution.text)![1]!;
    await emulator.fetch("cloudfront", "DELETE", `/2020-05-31/distribution/${used}`, undefined, { "if-match": "x" });
    await call("DELETE", `vpc-origin/${id}`);
    expect((await call("GET", `vpc-origin/${id}`)).text).toContain("EntityNotFound");
  });
});
