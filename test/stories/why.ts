/** Why a step is not there, in words, from the published graph. */
import { explainAccess } from '#graph/derive/access/aws/explain.ts';
import { explainExposure } from '#graph/derive/exposure/aws/explain.ts';
import type { View } from '#graph/derive/types.ts';
import { catalogue } from '../scanning.ts';

export type Why = (view: View) => string;

/** The verdict on an action and the statements that made it. */
export const access =
  (principal: string, action: string, asset: string): Why =>
  (view) => {
    const explained = explainAccess(view, catalogue, principal, action, asset);
    if ('error' in explained) return explained.error;
    const named = (policy: string) => explained.names[policy] ?? policy;
    return explained.actions
      .map(({ answer }) =>
        [
          answer.verdict,
          ...answer.reasons.map(({ effect, policy, statement }) => `${effect} ${named(policy)} ${statement}`),
        ].join('; '),
      )
      .join('\n');
  };

/** What the internet, or another outsider, can do, and what closes it. */
export const exposure =
  (asset: string, outside = 'internet'): Why =>
  (view) => {
    const found = explainExposure(view, catalogue, asset)?.outsiders.find((one) => one.outside === outside);
    if (found === undefined) return 'nobody outside is named';
    return [found.state, ...found.ways.flatMap(({ closes }) => closes)].join('; ');
  };

/** What outsiders get of an asset. */
export const gives =
  (asset: string): Why =>
  (view) =>
    [...view.edges('REACHES')]
      .filter(({ to }) => to === asset)
      .map(({ props }) => String(props['gives']))
      .sort()
      .join();

/** `none` where no edge of the type joins what these parts of ids name. */
export const edge =
  (type: string, from: string, to: string): Why =>
  (view) =>
    [...view.edges(type)].some((one) => one.from.includes(from) && one.to.includes(to)) ? 'there' : 'none';

/** A property of an asset. */
export const property =
  (id: string, name: string): Why =>
  (view) =>
    String(view.node(id)?.props[name]);
