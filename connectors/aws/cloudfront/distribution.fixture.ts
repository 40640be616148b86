import { fixture } from '#connectors/standin/estate.ts';

const account = '111122223333';
const arn = (id: string) => `arn:aws:cloudfront::${account}:distribution/${id}`;
const list = (...Items: readonly unknown[]) =>
  Items.length === 0 ? { Quantity: 0 } : { Quantity: Items.length, Items };

const s3 = (Id: string, DomainName: string, more: object = {}) => ({
  Id,
  DomainName,
  OriginPath: '',
  CustomHeaders: list(),
  S3OriginConfig: { OriginAccessIdentity: '' },
  ...more,
});
const custom = (Id: string, DomainName: string, OriginProtocolPolicy = 'https-only', more: object = {}) => ({
  Id,
  DomainName,
  OriginPath: '',
  CustomHeaders: list(),
  CustomOriginConfig: { HTTPPort: 80, HTTPSPort: 443, OriginProtocolPolicy },
  ...more,
});
const behaviour = (TargetOriginId: string, more: object = {}) => ({
  TargetOriginId,
  ViewerProtocolPolicy: 'https-only',
  TrustedSigners: { Enabled: false, Quantity: 0 },
  TrustedKeyGroups: { Enabled: false, Quantity: 0 },
  ...more,
});
const signed = { TrustedKeyGroups: { Enabled: true, ...list('group-1') } };

const distribution = (Id: string, more: object) => ({
  operation: 'cloudfront:ListDistributions',
  into: 'DistributionList.Items',
  item: {
    Id,
    ARN: arn(Id),
    Status: 'Deployed',
    LastModifiedTime: '2026-03-01T09:00:00.000Z',
    DomainName: `${Id}.cloudfront.net`,
    Aliases: list(),
    CacheBehaviors: list(),
    CustomErrorResponses: list(),
    Comment: '',
    PriceClass: 'PriceClass_All',
    Enabled: true,
    ViewerCertificate: { CloudFrontDefaultCertificate: true, MinimumProtocolVersion: 'TLSv1' },
    Restrictions: { GeoRestriction: { RestrictionType: 'none', Quantity: 0 } },
    WebACLId: '',
    HttpVersion: 'http2',
    IsIPV6Enabled: true,
    Staging: false,
    ...more,
  },
});

/** One with everything behind it; one that asks everyone; one whose function decides; one that is off. */
export default fixture({
  account,
  region: 'us-east-1',
  pieces: [
    {
      account,
      region: '*',
      lists: [
        distribution('EOPEN', {
          Aliases: list('Www.Acme.example'),
          Comment: 'the site',
          Origins: list(
            s3('site', 'acme-site.s3.eu-west-1.amazonaws.com', { OriginPath: '/live' }),
            custom('old', 'acme-old.s3-website-eu-west-1.amazonaws.com', 'http-only'),
            s3('media', 'acme.media.s3.amazonaws.com', { OriginAccessControlId: 'oac-1' }),
            custom('api', 'open000001.execute-api.eu-west-1.amazonaws.com'),
            custom('chat', 'abc.lambda-url.eu-west-1.on.aws'),
            custom('models', 'dualstack.Models-1.eu-west-1.elb.amazonaws.com', 'match-viewer', {
              CustomHeaders: list({ HeaderName: 'x-front', HeaderValue: 'not-a-secret-of-anyone' }),
            }),
            custom('others', 'inference.example'),
          ),
          OriginGroups: list({
            Id: 'media-or-site',
            FailoverCriteria: { StatusCodes: list(500) },
            Members: list({ OriginId: 'media' }, { OriginId: 'site' }),
          }),
          DefaultCacheBehavior: behaviour('site', { ViewerProtocolPolicy: 'allow-all' }),
          CacheBehaviors: list(
            { PathPattern: '/old/*', ...behaviour('old') },
            { PathPattern: '/media/*', ...behaviour('media-or-site', signed) },
            { PathPattern: '/api/*', ...behaviour('api') },
            {
              PathPattern: '/chat/*',
              ...behaviour('chat', {
                LambdaFunctionAssociations: list({
                  LambdaFunctionARN: `arn:aws:lambda:us-east-1:${account}:function:look:3`,
                  EventType: 'viewer-request',
                }),
              }),
            },
            { PathPattern: '/models/*', ...behaviour('models') },
            { PathPattern: '/others/*', ...behaviour('others') },
          ),
        }),
        distribution('ESIGNED', {
          Origins: list(
            s3('media', 'acme-media.s3.eu-west-1.amazonaws.com', {
              S3OriginConfig: { OriginAccessIdentity: 'origin-access-identity/cloudfront/E1' },
            }),
          ),
          DefaultCacheBehavior: behaviour('media', { ...signed, ViewerProtocolPolicy: 'redirect-to-https' }),
          ViewerCertificate: { MinimumProtocolVersion: 'TLSv1.2_2021' },
          WebACLId: `arn:aws:wafv2:us-east-1:${account}:global/webacl/front/1`,
        }),
        distribution('EUNSURE', {
          Origins: list(custom('chat', 'abc.lambda-url.eu-west-1.on.aws')),
          DefaultCacheBehavior: behaviour('chat', {
            FunctionAssociations: list({
              FunctionARN: `arn:aws:cloudfront::${account}:function/look`,
              EventType: 'viewer-request',
            }),
          }),
        }),
        distribution('EMUTUAL', {
          Enabled: false,
          Origins: list(custom('models', 'models-0123456789abcdef.elb.eu-west-1.amazonaws.com')),
          DefaultCacheBehavior: behaviour('models'),
          ViewerMtlsConfig: { Mode: 'required' },
        }),
      ],
    },
  ],
});
