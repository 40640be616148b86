import { expect, test } from 'vitest';
import { edgesOf, scanFixture } from '#connectors/aws/testing.ts';
import estate from './distribution.fixture.ts';
import distribution from './distribution.ts';

const scanned = await scanFixture(distribution, estate);
const row = (name: string) => scanned.rows.find((r) => r.name === name);

test('a distribution says what it asks for by path, and what stands behind', () => {
  expect(row('EOPEN')?.id).toBe('arn:aws:cloudfront::111122223333:distribution/EOPEN');
  expect(row('EOPEN')?.aliases).toEqual(['host/eopen.cloudfront.net', 'host/www.acme.example']);
  expect(row('EOPEN')?.props).toEqual({
    domainName: 'eopen.cloudfront.net',
    otherNames: ['Www.Acme.example'],
    comment: 'the site',
    status: 'Deployed',
    enabled: true,
    staging: false,
    facesInternet: true,
    authorization: ['none', 'signed'],
    behaviours: [
      '/old/* none -> acme-old.s3-website-eu-west-1.amazonaws.com',
      '/media/* signed -> acme-site.s3.eu-west-1.amazonaws.com',
      '/media/* signed -> acme.media.s3.amazonaws.com',
      '/api/* none -> open000001.execute-api.eu-west-1.amazonaws.com',
      '/chat/* function -> abc.lambda-url.eu-west-1.on.aws',
      '/models/* none -> dualstack.Models-1.eu-west-1.elb.amazonaws.com',
      '/others/* none -> inference.example',
      '* none -> acme-site.s3.eu-west-1.amazonaws.com',
    ],
    origins: [
      'abc.lambda-url.eu-west-1.on.aws',
      'acme-old.s3-website-eu-west-1.amazonaws.com',
      'acme-site.s3.eu-west-1.amazonaws.com/live',
      'acme.media.s3.amazonaws.com',
      'dualstack.Models-1.eu-west-1.elb.amazonaws.com',
      'inference.example',
      'open000001.execute-api.eu-west-1.amazonaws.com',
    ],
    originsWithoutIdentity: ['acme-site.s3.eu-west-1.amazonaws.com'],
    originsInClear: [
      'acme-old.s3-website-eu-west-1.amazonaws.com',
      'dualstack.Models-1.eu-west-1.elb.amazonaws.com',
    ],
    viewerProtocol: 'allow-all',
    minimumTls: 'TLSv1',
    webAcl: 'none',
    edgeFunctions: ['arn:aws:lambda:us-east-1:111122223333:function:look:3'],
    changedAt: '2026-03-01T09:00:00.000Z',
  });
  expect(edgesOf(row('EOPEN'))).toEqual([
    'EXECUTES viewer-request /chat/* -> arn:aws:lambda:us-east-1:111122223333:function:look',
    'FRONTS * none -> arn:aws:s3:::acme-site',
    'FRONTS /api/* none -> host/open000001.execute-api.eu-west-1.amazonaws.com',
    'FRONTS /chat/* function -> host/abc.lambda-url.eu-west-1.on.aws',
    'FRONTS /media/* signed -> arn:aws:s3:::acme-site',
    'FRONTS /media/* signed -> arn:aws:s3:::acme.media',
    'FRONTS /models/* none -> host/models-1.eu-west-1.elb.amazonaws.com',
    'FRONTS /old/* none -> arn:aws:s3:::acme-old',
  ]);
});

test('one that asks everyone has no open way in', () => {
  expect(row('ESIGNED')?.props).toMatchObject({
    authorization: ['signed'],
    viewerProtocol: 'redirect-to-https',
    minimumTls: 'TLSv1.2_2021',
    webAcl: 'arn:aws:wafv2:us-east-1:111122223333:global/webacl/front/1',
    originsWithoutIdentity: [],
    otherNames: [],
  });
});

test('of what a function decides nobody knows here what it asks', () => {
  expect(row('EUNSURE')?.props['authorization']).toBeNull();
  expect(row('EUNSURE')?.props['edgeFunctions']).toEqual(['arn:aws:cloudfront::111122223333:function/look']);
  expect(edgesOf(row('EUNSURE'))).toEqual(['FRONTS * function -> host/abc.lambda-url.eu-west-1.on.aws']);
});

test('one that is off faces nobody', () => {
  expect(row('EMUTUAL')?.props).toMatchObject({
    enabled: false,
    facesInternet: false,
    authorization: ['mutual-tls'],
  });
});

test('an account without distributions has none, and that is no gap', async () => {
  const { rows, coverage } = await scanFixture(distribution, {
    ...estate,
    pieces: [
      {
        account: '111122223333',
        region: '*',
        answers: [
          {
            operation: 'cloudfront:ListDistributions',
            reply: { DistributionList: { Marker: '', MaxItems: 100, IsTruncated: false, Quantity: 0 } },
          },
        ],
      },
    ],
  });
  expect(rows).toEqual([]);
  expect(coverage.map((c) => c.outcome)).toEqual(['looked']);
});

test('no header with which a distribution shows itself gets out', () => {
  expect(JSON.stringify(scanned)).not.toContain('not-a-secret-of-anyone');
});
