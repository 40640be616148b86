/** Service control policy of an organisation: the most that identities of the accounts below it can do. */
import { defineKind } from '#connectors/kit/define.ts';
import { contentRead, policyList, policyVerbs, targetsRead } from './_policy.ts';

export default defineKind({
  kind: 'AwsOrganizationsScp',
  title: 'Service control policy',
  cloud: 'aws',
  service: 'organizations',
  concepts: ['AccessPolicy'],
  scope: 'organization',
  verbs: policyVerbs,
})
  .list(policyList('SERVICE_CONTROL_POLICY'))
  .read('content', contentRead)
  .read('targets', targetsRead);
