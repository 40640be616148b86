import { concept, edgeType } from './define.ts';
import { text } from './fields.ts';

export const accountConcepts = [
  concept('account', 'Organization', 'The root of all accounts of one company'),
  concept('account', 'OrganizationalUnit', 'A folder, unit or management group of accounts'),
  concept('account', 'Account', 'An AWS account, an Azure subscription, a Google project, a workspace'),
  concept('account', 'ResourceGroup', 'A container of resources inside an account'),
  concept('account', 'Region', 'A region of a cloud, as an account may use it'),
] as const;

export const accountEdges = [
  edgeType('account', 'CONTAINS', 'none', 'An organisation, unit, account or asset contains another', {
    props: { status: text('of an account in its organisation: ACTIVE, SUSPENDED, …') },
  }),
] as const;
