/** A company with nothing to report: two accounts, one with workloads. */
import type { Estate } from '#connectors/standin/estate.ts';
import { company, externalId, management, workload } from './company.ts';
import { network } from './network.ts';
import { workloads } from './workloads.ts';

export const cleanEstate: Estate = {
  pieces: [...company, ...network, ...workloads],
  accounts: [{ account: workload, externalId, roles: ['PathlightScan'] }],
};

/** How to log in to it. A key id and a secret of nobody. */
export const cleanLogin = {
  accessKeyId: 'AKIACLEAN',
  secretAccessKey: 'not-a-secret-of-anybody',
  account: management,
  role: 'PathlightScan',
  externalId,
} as const;
