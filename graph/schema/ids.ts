/** What an id alone tells of a thing, whichever cloud it is of. */
import { parseArn } from './aws/ids.ts';
import type { Cloud } from './coverage.ts';

/** Where a thing is, as far as its id tells; `''` where it does not. */
export interface IdPlace {
  readonly account: string;
  readonly region: string;
}

const nowhere: IdPlace = { account: '', region: '' };

/** Azure Resource Manager, "Resource ID": it names the subscription and never the region. */
function azurePlace(id: string): IdPlace {
  return { account: /^\/subscriptions\/([^/]+)/i.exec(id)?.[1] ?? '', region: '' };
}

/** Google Cloud, "Full resource names": a zone is its region with one letter at the end. */
function gcpPlace(id: string): IdPlace {
  const account = /^\/\/[^/]+(?:\/[^/]+)*?\/projects\/([^/]+)/.exec(id)?.[1] ?? '';
  const region =
    /\/(?:locations|regions)\/([^/]+)/.exec(id)?.[1] ?? /\/zones\/([^/]+)-[a-z](?:\/|$)/.exec(id)?.[1];
  return { account, region: region === undefined || region === 'global' ? '' : region };
}

/** Account and region of the thing that the id names. */
export function placeOfId(cloud: Cloud | undefined, id: string): IdPlace {
  switch (cloud) {
    case 'aws': {
      const { account, region } = parseArn(id) ?? nowhere;
      return { account, region };
    }
    case 'azure':
      return azurePlace(id);
    case 'gcp':
      return gcpPlace(id);
    case 'saas':
    case undefined:
      return nowhere;
  }
}
