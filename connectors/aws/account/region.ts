/** A region as one account may use it: what is not enabled holds nothing, and cannot be asked. */

import { z } from 'zod';
import { end } from '#connectors/aws/parts/ends.ts';
import { defineKind } from '#connectors/kit/define.ts';
import { accountId, regionId } from '#graph/schema/aws/ids.ts';
import { bool, oneOf } from '#graph/schema/fields.ts';

export default defineKind({
  kind: 'AwsRegion',
  title: 'AWS region',
  cloud: 'aws',
  service: 'account',
  concepts: ['Region'],
  scope: 'account',
}).list({
  operation: 'ec2:DescribeRegions',
  input: () => ({ AllRegions: true }),
  items: 'Regions',
  item: z.object({
    RegionName: z.string(),
    OptInStatus: z.string().default('opt-in-not-required'),
  }),
  id: (r, at) => regionId(at, r.RegionName),
  name: (r) => r.RegionName,
  gives: {
    optIn: oneOf('OptInStatus', ['opt-in-not-required', 'opted-in', 'not-opted-in']),
    enabled: bool('OptInStatus'),
  },
  props: (r) => ({ optIn: r.OptInStatus, enabled: r.OptInStatus !== 'not-opted-in' }),
  edgeTypes: ['CONTAINS'],
  edges: (_r, at) => [{ type: 'CONTAINS', ...end(accountId(at), 'Account'), reverse: true }],
});
