/** The sample company whole. What is hidden in it stands in README.md beside this. */
import type { Estate } from '#connectors/standin/estate.ts';
import { capture } from './capture.ts';
import { claims } from './claims.ts';
import { accounts, company, externalId, management } from './company.ts';
import { handbook } from './handbook.ts';
import { machines } from './machines.ts';
import { notebooks } from './notebooks.ts';
import { ordinary } from './ordinary.ts';
import { registry } from './registry.ts';
import { regulatedAccount } from './regulated.ts';
import { sandboxes } from './sandboxes.ts';
import { training } from './training.ts';

export const sampleEstate: Estate = {
  pieces: [
    ...company,
    ...notebooks,
    ...capture,
    ...handbook,
    ...claims,
    ...training,
    ...registry,
    ...machines,
    ...sandboxes,
    ...regulatedAccount,
    ...ordinary,
  ],
  accounts: accounts.map((account) => ({ account, externalId, roles: ['PathlightScan'] })),
};

/** How to log in to it. Key ids and secrets of nobody. */
export const sampleLogin = {
  accessKeyId: 'AKIASAMPLE',
  secretAccessKey: 'not-a-secret-of-anybody',
  account: management,
  /** Role to assume in the other accounts. */
  role: 'PathlightScan',
  externalId,
} as const;
