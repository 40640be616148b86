/**
 * What is given to named outsiders beside policies: grants of KMS keys.
 *
 * Source: AWS KMS Developer Guide, "Grants in AWS KMS" (a grantee needs no policy of the key); KMS API Reference,
 * "GrantListEntry".
 */
import { z } from 'zod';
import { parseArn } from '#graph/schema/aws/ids.ts';
import type { StoredNode } from '#graph/store/port.ts';
import type { Ours } from './ours.ts';
import type { World } from './policies.ts';
import { isSeen, readJson, textOf } from './read.ts';
import { anyAccount, externalAccount, type Gives, type Way, way } from './way.ts';

const grants = z.array(
  z.looseObject({
    GrantId: z.string(),
    GranteePrincipal: z.string().optional(),
    Operations: z.array(z.string()).default([]),
    Constraints: z.record(z.string(), z.unknown()).optional(),
  }),
);

const sees = /^(?:Decrypt|ReEncryptFrom)$/;
/** Looking at the key, checking a signature and giving the grant back put nothing anywhere. */
const puts = /^(?:CreateGrant|Encrypt|Generate\w+|ReEncryptTo|Sign)$/;

function grantWays(node: StoredNode, ours: Ours): readonly Way[] {
  const base = { outside: anyAccount, to: node.id, key: 'share', gives: 'see', via: 'share' } as const;
  const all = readJson(grants, textOf(node, 'grants'));
  if (all === undefined)
    return [way({ ...base, state: 'unknown', closes: [`${node.id}: its grants were not read`] })];
  return all.flatMap((grant): readonly Way[] => {
    const account = parseArn(grant.GranteePrincipal ?? '')?.account ?? '';
    if (!/^\d{12}$/.test(account) || ours.accounts.has(account) || account === parseArn(node.id)?.account)
      return [];
    const gives: readonly Gives[] = [
      ...(grant.Operations.some((one) => sees.test(one)) ? (['see'] as const) : []),
      ...(grant.Operations.some((one) => puts.test(one)) ? (['put'] as const) : []),
    ];
    const bound = Object.keys(grant.Constraints ?? {});
    return gives.map((what) =>
      way({
        ...base,
        outside: externalAccount(account),
        gives: what,
        key: `share/${grant.GrantId}/${what}`,
        state: bound.length > 0 ? 'conditional' : 'yes',
        conditions:
          bound.length > 0
            ? [{ key: 'encryption context', operator: 'as of the grant', values: bound.sort() }]
            : [],
        chain: [
          `${node.id}: grant ${grant.GrantId} gives ${grant.Operations.join(', ')} to ${grant.GranteePrincipal}`,
        ],
      }),
    );
  });
}

/** Every way by what was shared. */
export const shareWays = ({ graph, ours }: World): readonly Way[] =>
  graph
    .nodes('AwsKmsKey')
    .filter(isSeen)
    .flatMap((node) => grantWays(node, ours));
