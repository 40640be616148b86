/** Resource control policy of an organisation: the most that anyone can do to resources of the accounts below it. */
import { defineKind } from '#connectors/kit/define.ts';
import { contentRead, policyList, policyVerbs, targetsRead } from './_policy.ts';

export default defineKind({
  kind: 'AwsOrganizationsRcp',
  title: 'Resource control policy',
  cloud: 'aws',
  service: 'organizations',
  concepts: ['AccessPolicy'],
  scope: 'organization',
  verbs: policyVerbs,
})
  .list(policyList('RESOURCE_CONTROL_POLICY'))
  .read('content', contentRead)
  .read('targets', targetsRead);
