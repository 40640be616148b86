/** Whom we know as ours: accounts that were scanned, members of the organisation, the organisation itself. */
import { parseArn } from '#graph/schema/aws/ids.ts';
import { type Graph, isSeen, knowsEdges, textOf } from './read.ts';

export interface Ours {
  /** 12 digits. */
  readonly accounts: ReadonlySet<string>;
  /** `o-…` */
  readonly organizations: ReadonlySet<string>;
  /** Whether all accounts of the organisation are among `accounts`: then no other is in it. */
  readonly knowsMembers: boolean;
}

const digits = /^\d{12}$/;

export function oursIn(graph: Graph): Ours {
  const accounts = new Set<string>();
  const add = (account: string | undefined): void => {
    if (account !== undefined && digits.test(account)) accounts.add(account);
  };
  for (const node of graph.nodes('AwsAccount')) if (isSeen(node)) add(parseArn(node.id)?.account);
  const organizations = graph.nodes('AwsOrganization').filter(isSeen);
  const holders = [
    ...organizations,
    ...graph.nodes('AwsOrganizationsRoot'),
    ...graph.nodes('AwsOrganizationsUnit'),
  ];
  for (const holder of holders)
    for (const id of graph.out(holder.id, 'CONTAINS')) {
      const arn = parseArn(id);
      if (arn?.service === 'account') add(arn.account);
    }
  for (const one of organizations) add(textOf(one, 'managementAccount'));
  return {
    accounts,
    organizations: new Set(
      organizations.flatMap(
        ({ id }) =>
          parseArn(id)
            ?.resource.split('/')
            .find((part) => part.startsWith('o-')) ?? [],
      ),
    ),
    knowsMembers: organizations.length > 0 && organizations.every((one) => knowsEdges(one, 'CONTAINS')),
  };
}

/** An account that nobody has: not ours, and in none of the texts. */
export function stranger(ours: Ours, ...texts: readonly string[]): string {
  for (let n = 739_281_046_517; ; n += 104_729) {
    const account = String(n);
    if (!ours.accounts.has(account) && !texts.some((text) => text.includes(account))) return account;
  }
}
