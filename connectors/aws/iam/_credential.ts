/** What the credentials of a user share: they are listed by the user's name, and who may change the user's may change them. */
import { end } from '#connectors/aws/parts/ends.ts';
import type { At, Edge } from '#connectors/kit/define.ts';

export const ofUser = (at: At) => ({ UserName: at.parent?.name ?? '', MaxItems: 1000 });

/** AWS has no ARN for a credential: this spelling under its user is our own. */
export const credentialId = (at: At, type: string, id: string): string =>
  `${at.parent?.id ?? ''}/${type}/${id}`;

export const heldByUser = (at: At): readonly Edge<'HAS_CREDENTIAL'>[] =>
  at.parent === undefined ? [] : [{ type: 'HAS_CREDENTIAL', ...end(at.parent.id, 'User'), reverse: true }];

/** In policies it is the user that stands for its credentials. */
export const userResource =
  (type: string) =>
  (id: string): readonly string[] => [id.slice(0, Math.max(0, id.lastIndexOf(`/${type}/`)))];
