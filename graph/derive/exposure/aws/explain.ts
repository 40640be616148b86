/** Explains the exposure of one asset: who outside gets at it and how, and what closes every other way. */
import type { LayerView } from '#graph/derive/types.ts';
import type { Catalogue } from '#graph/schema/catalogue.ts';
import { unknownOf, waysOf } from './layer.ts';
import { internetToRole } from './reach/trust.ts';
import { anyAccount, type Condition, internet, opensMore, type State, type Way } from './reach/way.ts';

export interface ExplainedWay {
  readonly gives: Way['gives'];
  readonly via: Way['via'];
  readonly state: State;
  readonly conditions: readonly Condition[];
  /** Step by step, of a closed way as far as it leads. */
  readonly chain: readonly string[];
  /** What closes it, or what was not read. */
  readonly closes: readonly string[];
  readonly ports: readonly string[];
  readonly families: readonly string[];
  readonly part: readonly string[];
  readonly assumes: readonly string[];
}

export interface ExplainedOutside {
  /** Id of the node, as edges have it. */
  readonly outside: string;
  readonly name: string;
  /** The best of its ways. */
  readonly state: State;
  readonly ways: readonly ExplainedWay[];
}

export interface ExplainedExposure {
  readonly asset: string;
  readonly outsiders: readonly ExplainedOutside[];
  /** `none`, or what was not read and may open it. */
  readonly unknown: string;
}

const order: readonly State[] = ['yes', 'conditional', 'unknown', 'no'];

const explained = ({
  gives,
  via,
  state,
  conditions,
  chain,
  closes,
  ports,
  families,
  part,
  assumes,
}: Way): ExplainedWay => ({
  gives,
  via,
  state,
  conditions,
  chain,
  closes,
  ports,
  families,
  part,
  assumes,
});

/**
 * Every outsider × verdict for the asset. The internet and anyone with an account are always answered for, others where the
 * asset names them.
 * @returns `undefined` where the graph has no such asset, or nothing of exposure is told of its kind
 */
export function explainExposure(
  view: LayerView,
  catalogue: Catalogue,
  assetId: string,
): ExplainedExposure | undefined {
  if (view.node(assetId) === undefined) return undefined;
  const own = waysOf(view, catalogue, assetId).filter(({ to }) => to === assetId);
  if (own.length === 0) return undefined;
  const isRole = own.some(({ via }) => via === 'trust');
  const ways = isRole ? [internetToRole(assetId), ...own] : own;
  const byOutside = Map.groupBy(ways, ({ outside }) => outside.id);
  const others = [...byOutside.keys()].filter((id) => id !== internet.id && id !== anyAccount.id).sort();
  const sorted = (id: string) =>
    (byOutside.get(id) ?? []).toSorted((a, b) => order.indexOf(a.state) - order.indexOf(b.state));
  const best = (id: string): State => sorted(id)[0]?.state ?? 'no';
  const outsiders = [internet, anyAccount, ...others.flatMap((id) => sorted(id)[0]?.outside ?? [])].map(
    (outside): ExplainedOutside => {
      // What the internet can, anyone with an account can too.
      const wider = outside.id === anyAccount.id && opensMore(best(internet.id), best(outside.id));
      return {
        outside: outside.id,
        name: outside.name,
        state: best(wider ? internet.id : outside.id),
        ways: sorted(outside.id).map(explained),
      };
    },
  );
  return { asset: assetId, outsiders, unknown: unknownOf(own) };
}
