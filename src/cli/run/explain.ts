/** `pathlight explain access` and `pathlight explain exposure`, on the published graph. */
import { type Explained, explainAccess } from '#graph/derive/access/aws/explain.ts';
import { awsAccess } from '#graph/derive/access/aws/layer.ts';
import { explainExposure } from '#graph/derive/exposure/aws/explain.ts';
import { awsExposure } from '#graph/derive/exposure/aws/layer.ts';
import type { Layer } from '#graph/derive/types.ts';
import type { GraphReader } from '#graph/store/port.ts';
import { readPosture } from '#policies/engine/posture.ts';
import { UsageError } from '#src/config.ts';
import { wireKinds, wireStore } from '#src/wire.ts';
import { viewOf } from '#workers/view.ts';
import type { Format } from '../commands/options.ts';
import { type Context, jsonText } from '../context.ts';
import { accessJson, exposureJson, printAccess, printExposure } from '../show/explain.ts';
import { nothingYet } from '../show/findings.ts';
import { gapsIn } from '../show/paths.ts';
import { Finder } from './explain-find.ts';

/** Reads of the published graph what the layer reads, and asks. */
async function ask<T>(context: Context, layer: Layer, work: (read: Read) => T): Promise<Asked<T>> {
  const { catalogue } = await wireKinds();
  const store = await wireStore(context.config);
  try {
    return await store.read(async (graph: GraphReader) => {
      const posture = await readPosture(graph);
      if (posture === null) throw new UsageError(nothingYet(context));
      const finder = await Finder.read(graph);
      const view = await viewOf(graph, [layer]);
      return { answer: work({ finder, view, catalogue }), finder, gaps: gapsIn(posture.coverage) };
    });
  } finally {
    await store.close();
  }
}
interface Read {
  readonly finder: Finder;
  readonly view: Awaited<ReturnType<typeof viewOf>>;
  readonly catalogue: Awaited<ReturnType<typeof wireKinds>>['catalogue'];
}
interface Asked<T> {
  readonly answer: T;
  readonly finder: Finder;
  readonly gaps: number;
}

/** Callers that no graph needs to hold: anyone, a service, somebody by ARN. */
const isCaller = (text: string): boolean => text === '*' || text.includes('.') || text.startsWith('arn:');

/** Kinds that something can be done with. */
const callable = (catalogue: Read['catalogue']): readonly string[] =>
  catalogue.filter(({ verbs }) => Object.keys(verbs).length > 0).map(({ kind }) => kind);

interface Question {
  readonly who: string;
  readonly what: string;
  readonly of: string;
}

/** @throws UsageError for a question that has no answer */
export async function explainAccessOf(context: Context, question: Question, format: Format): Promise<void> {
  const { who, what, of } = question;
  const { answer, finder, gaps } = await ask(context, awsAccess, (read): Explained => {
    const known = read.finder.maybe(who, ['Principal']);
    if (known === undefined && !isCaller(who))
      throw new UsageError(
        `There is no user or role ${who}. \`pathlight assets --concept Principal --name <part>\` finds ids.`,
      );
    const asset = read.finder.one(of, callable(read.catalogue));
    const found = explainAccess(read.view, read.catalogue, known?.id ?? who, what, asset.id);
    if ('error' in found) throw new UsageError(`explain access: ${found.error}.`);
    return found;
  });
  if (format === 'json') context.print(jsonText(accessJson(answer, what)));
  else printAccess(context, answer, { asked: what, nameOf: (id) => finder.nameOf(id), gaps });
}

/** @throws UsageError where nothing of exposure is told of the asset */
export async function explainExposureOf(context: Context, text: string, format: Format): Promise<void> {
  const { answer, finder, gaps } = await ask(context, awsExposure, ({ finder: find, view, catalogue }) => {
    const asset = find.one(
      text,
      (awsExposure.props ?? []).map(({ on }) => on),
    );
    const found = explainExposure(view, catalogue, asset.id);
    if (found === undefined)
      throw new UsageError(`explain exposure: nothing is known of how outsiders would reach ${asset.name}.`);
    return found;
  });
  if (format === 'json') context.print(jsonText(exposureJson(answer)));
  else printExposure(context, answer, { name: finder.nameOf(answer.asset), gaps });
}
