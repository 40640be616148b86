import { DescribeRegionsCommand, DescribeSubnetsCommand, EC2Client } from '@aws-sdk/client-ec2';
import {
  GetAccountAuthorizationDetailsCommand,
  IAMClient,
  paginateGetAccountAuthorizationDetails,
} from '@aws-sdk/client-iam';
import {
  GetBucketAclCommand,
  GetBucketEncryptionCommand,
  GetBucketLocationCommand,
  GetBucketPolicyCommand,
  GetBucketPolicyStatusCommand,
  ListBucketsCommand,
  paginateListBuckets,
  S3Client,
} from '@aws-sdk/client-s3';
import { GetPublicAccessBlockCommand, S3ControlClient } from '@aws-sdk/client-s3-control';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AwsStandin, startAwsStandin } from './server.ts';
import { account, estate, hostile, policy, time } from './testing.estate.ts';
import { clientOptions, readOnly } from './testing.ts';

let standin: AwsStandin;
beforeAll(async () => {
  standin = await startAwsStandin({ estate, readOnly, accounts: { AKIATEST: account } });
});
afterAll(() => standin.close());
const options = () => clientOptions(standin.url);

describe('REST-XML', () => {
  it('lists buckets in pages, filtered by region where asked', async () => {
    const client = new S3Client(options());
    const all = [];
    for await (const page of paginateListBuckets({ client }, {})) all.push(...(page.Buckets ?? []));
    expect(all.map((b) => b.Name)).toEqual(['one', 'two', 'three']);
    expect(all[0]?.CreationDate).toEqual(new Date(time));
    const here = await client.send(new ListBucketsCommand({ BucketRegion: 'us-east-1' }));
    expect(here.Buckets?.map((b) => b.Name)).toEqual(['two']);
  });

  it('answers the reads of a bucket: payload, nested, attributes, unwrapped root', async () => {
    const client = new S3Client(options());
    expect((await client.send(new GetBucketPolicyCommand({ Bucket: 'one' }))).Policy).toBe(policy);
    const status = await client.send(new GetBucketPolicyStatusCommand({ Bucket: 'one' }));
    expect(status.PolicyStatus).toEqual({ IsPublic: true });
    const acl = await client.send(new GetBucketAclCommand({ Bucket: 'one' }));
    expect(acl.Owner?.DisplayName).toBe(hostile);
    expect(acl.Grants?.[0]).toEqual({
      Grantee: { Type: 'Group', URI: 'http://acs.amazonaws.com/groups/global/AllUsers' },
      Permission: 'WRITE',
    });
    const where = await client.send(new GetBucketLocationCommand({ Bucket: 'one' }));
    expect(where.LocationConstraint).toBe('eu-west-1');
  });

  it('says what S3 says where nothing is configured, in another region, of another bucket', async () => {
    const client = new S3Client(options());
    const three = { Bucket: 'three' };
    await expect(client.send(new GetBucketPolicyCommand(three))).rejects.toMatchObject({
      name: 'NoSuchBucketPolicy',
    });
    const encryption = await client.send(new GetBucketEncryptionCommand(three));
    expect(encryption.ServerSideEncryptionConfiguration?.Rules?.[0]).toMatchObject({
      ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' },
    });
    expect((await client.send(new GetBucketAclCommand(three))).Grants).toHaveLength(1);
    await expect(client.send(new GetBucketAclCommand({ Bucket: 'two' }))).rejects.toMatchObject({
      name: 'PermanentRedirect',
      $response: { headers: { 'x-amz-bucket-region': 'us-east-1' } },
    });
    const following = new S3Client({ ...options(), followRegionRedirects: true });
    expect((await following.send(new GetBucketAclCommand({ Bucket: 'two' }))).Grants).toHaveLength(1);
    await expect(client.send(new GetBucketAclCommand({ Bucket: 'none' }))).rejects.toMatchObject({
      name: 'NoSuchBucket',
    });
  });

  it('knows S3 Control by its account header', async () => {
    const client = new S3ControlClient({
      ...options(),
      disableHostPrefix: true,
      endpointProvider: () => ({ url: new URL(standin.url) }),
    });
    const reply = await client.send(new GetPublicAccessBlockCommand({ AccountId: account }));
    expect(reply.PublicAccessBlockConfiguration).toEqual({ BlockPublicAcls: true, IgnorePublicAcls: false });
    await expect(
      client.send(new GetPublicAccessBlockCommand({ AccountId: '444455556666' })),
    ).rejects.toMatchObject({
      name: 'NoSuchPublicAccessBlockConfiguration',
    });
  });
});

describe('Query and EC2 Query', () => {
  it('pages the lists of one reply together', async () => {
    const client = new IAMClient(options());
    const sizes: number[][] = [];
    const roles = [];
    for await (const page of paginateGetAccountAuthorizationDetails({ client }, {})) {
      sizes.push([page.RoleDetailList, page.UserDetailList, page.Policies].map((l) => l?.length ?? 0));
      roles.push(...(page.RoleDetailList ?? []));
    }
    expect(sizes).toEqual([
      [2, 0, 0],
      [1, 1, 0],
      [0, 0, 1],
    ]);
    expect(roles[0]).toMatchObject({ RoleName: hostile, CreateDate: new Date(time), Tags: [] });
    expect(JSON.parse(decodeURIComponent(roles[0]?.AssumeRolePolicyDocument ?? ''))).toEqual(
      JSON.parse(policy),
    );
    const users = await client.send(new GetAccountAuthorizationDetailsCommand({ Filter: ['User'] }));
    expect(users).toMatchObject({
      IsTruncated: false,
      RoleDetailList: [],
      UserDetailList: [{ UserName: 'u1' }],
    });
  });

  it('shows enabled regions, and all where asked', async () => {
    const client = new EC2Client(options());
    const enabled = await client.send(new DescribeRegionsCommand({}));
    expect(enabled.Regions?.map((r) => r.RegionName)).toEqual(['eu-west-1', 'us-east-1']);
    const all = await client.send(new DescribeRegionsCommand({ AllRegions: true }));
    expect(all.Regions).toHaveLength(3);
    const one = await client.send(new DescribeRegionsCommand({ RegionNames: ['us-east-1'] }));
    expect(one.Regions?.map((r) => r.RegionName)).toEqual(['us-east-1']);
  });

  it('pages EC2 and keeps tags, numbers and empty lists', async () => {
    const client = new EC2Client(options());
    const first = await client.send(new DescribeSubnetsCommand({}));
    expect(first.Subnets).toHaveLength(2);
    expect(first.Subnets?.[0]?.Tags).toEqual([{ Key: 'Name', Value: hostile }]);
    expect(first.Subnets?.[1]).toMatchObject({ AvailableIpAddressCount: 7, Ipv6CidrBlockAssociationSet: [] });
    const rest = await client.send(new DescribeSubnetsCommand({ NextToken: first.NextToken }));
    expect(rest.Subnets?.map((s) => s.SubnetId)).toEqual(['s-3']);
  });
});
