/** Writes a reply as XML, by its schema: REST-XML, Query and EC2 Query. */
import type { NormalizedSchema } from '@smithy/core/schema';
import type { Operation } from './services.ts';
import { bad, entries, items, members, scalarOf } from './shape.ts';
import { headersOf, isBound, type Written } from './to-json.ts';

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#xD;',
  '\n': '&#xA;',
  '\t': '&#x9;',
};
/** Characters that XML 1.0 cannot hold at all become U+FFFD. */
export const escapeXml = (text: string): string =>
  text
    .replace(/[&<>"\r\n\t]/g, (c) => entities[c] ?? c)
    // oxlint-disable-next-line no-control-regex
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd');

const namespaceOf = (shape: NormalizedSchema): string => {
  const [prefix, uri] = shape.getMergedTraits().xmlNamespace ?? [];
  return uri === undefined ? '' : ` xmlns${prefix ? `:${prefix}` : ''}="${escapeXml(uri)}"`;
};

const element = (name: string, attributes: string, content: string): string =>
  `<${name}${attributes}>${content}</${name}>`;

/** Attributes and content of a structure. */
function inside(shape: NormalizedSchema, value: unknown, where: string): readonly [string, string] {
  let attributes = namespaceOf(shape);
  let content = '';
  for (const [name, member, v] of members(shape, value, where)) {
    const traits = member.getMemberTraits();
    const tag = traits.xmlName ?? name;
    if (traits.xmlAttribute === 1) attributes += ` ${tag}="${text(member, v, `${where}.${name}`)}"`;
    else if (!isBound(member)) content += xml(tag, member, v, `${where}.${name}`);
  }
  return [attributes, content];
}

const text = (shape: NormalizedSchema, value: unknown, where: string): string =>
  value === bad ? '<unexpected>true</unexpected>' : escapeXml(String(scalarOf(shape, value, 'iso', where)));

function xml(tag: string, shape: NormalizedSchema, value: unknown, where: string): string {
  if (value === bad) return element(tag, '', text(shape, value, where));
  if (shape.isStructSchema()) return element(tag, ...inside(shape, value, where));
  const flat = shape.getMergedTraits().xmlFlattened === 1;
  if (shape.isListSchema()) {
    const member = shape.getValueSchema();
    const itemTag = flat ? tag : (member.getMergedTraits().xmlName ?? 'member');
    const written = items(shape, value, where).map((v, i) => xml(itemTag, member, v, `${where}[${i}]`));
    return flat ? written.join('') : element(tag, namespaceOf(shape), written.join(''));
  }
  if (shape.isMapSchema()) {
    const keyTag = shape.getKeySchema().getMergedTraits().xmlName ?? 'key';
    const member = shape.getValueSchema();
    const valueTag = member.getMergedTraits().xmlName ?? 'value';
    const written = entries(shape, value, where).map(([k, v]) =>
      element(
        flat ? tag : 'entry',
        '',
        element(keyTag, '', escapeXml(k)) + xml(valueTag, member, v, `${where}.${k}`),
      ),
    );
    return flat ? written.join('') : element(tag, '', written.join(''));
  }
  return element(tag, '', text(shape, value, where));
}

const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n';
const s3Namespace = ' xmlns="http://s3.amazonaws.com/doc/2006-03-01/"';

function restXml(output: NormalizedSchema, reply: unknown, where: string): Written {
  const headers = headersOf(output, reply, where);
  const given = members(output, reply, where);
  const payload = given.find(([, member]) => member.getMergedTraits().httpPayload === 1);
  if (payload !== undefined) {
    const [name, member, value] = payload;
    if (!member.isStructSchema()) {
      return { headers, body: value === bad ? 'unexpected' : String(scalarOf(member, value, 'iso', where)) };
    }
    const [, content] = inside(member, value, `${where}.${name}`);
    const root = member.getMergedTraits().xmlName ?? member.getName() ?? name;
    return { headers, body: declaration + element(root, s3Namespace, content) };
  }
  const root = output.getOwnTraits().xmlName ?? output.getName() ?? 'Result';
  const only = given.length === 1 ? given[0] : undefined;
  // GetBucketLocation: the one member is the root itself.
  const unwrapped = only !== undefined && only[0] === root && !only[1].isStructSchema();
  const content = unwrapped ? text(only[1], only[2], where) : inside(output, reply, where)[1];
  return { headers, body: declaration + element(root, s3Namespace, content) };
}

/** `requestId` stands in the reply of Query and EC2 Query. */
export function toXml(operation: Operation, reply: unknown, requestId: string): Written {
  const { output, service, name } = operation;
  const where = operation.id;
  if (service.protocol === 'rest-xml') {
    return output.isStructSchema() ? restXml(output, reply, where) : { headers: {}, body: '' };
  }
  const content = output.isStructSchema() ? inside(output, reply, where)[1] : '';
  const namespace = ` xmlns="https://${service.name}.amazonaws.com/doc/${service.target}/"`;
  const body =
    service.protocol === 'ec2'
      ? element('requestId', '', requestId) + content
      : element(`${name}Result`, '', content) +
        element('ResponseMetadata', '', element('RequestId', '', requestId));
  return { headers: {}, body: declaration + element(`${name}Response`, namespace, body) };
}
