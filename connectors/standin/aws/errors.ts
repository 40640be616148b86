/** An error in the form of each protocol. Source: Smithy AWS protocols ("Operation error serialization"). */
import { header, type Request } from './request.ts';
import type { Protocol } from './services.ts';
import type { Written } from './to-json.ts';
import { escapeXml } from './to-xml.ts';

export interface Refusal {
  readonly code: string;
  readonly message: string;
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
}

export const refuse = (
  code: string,
  message: string,
  status: number,
  headers: Readonly<Record<string, string>> = {},
): Refusal => ({ code, message, status, headers });

/** The protocol of a request whose operation nobody knows, as far as it can be told. */
export function protocolOf(request: Request): Protocol {
  if (header(request, 'x-amz-target') !== undefined) return 'json';
  if (header(request, 'content-type')?.startsWith('application/x-www-form-urlencoded') === true) {
    return request.signing === 'ec2' ? 'ec2' : 'query';
  }
  return request.signing === 's3' ? 'rest-xml' : 'rest-json';
}

const xmlBody = (content: string): string => `<?xml version="1.0" encoding="UTF-8"?>\n${content}`;

export function writeError(
  protocol: Protocol,
  refusal: Refusal,
  requestId: string,
  wrapped: boolean,
): Written {
  const { code, message } = refusal;
  const inner = `<Code>${escapeXml(code)}</Code><Message>${escapeXml(message)}</Message>`;
  const id = `<RequestId>${requestId}</RequestId>`;
  const headers = { 'x-amzn-requestid': requestId, ...refusal.headers };
  switch (protocol) {
    case 'json':
      return {
        headers: { ...headers, 'content-type': 'application/x-amz-json-1.1' },
        body: JSON.stringify({ __type: code, message }),
      };
    case 'rest-json':
      return {
        headers: { ...headers, 'content-type': 'application/json', 'x-amzn-errortype': code },
        body: JSON.stringify({ message }),
      };
    case 'rest-xml':
      return {
        headers: { ...headers, 'content-type': 'application/xml', 'x-amz-request-id': requestId },
        body: xmlBody(
          wrapped
            ? `<ErrorResponse><Error>${inner}</Error>${id}</ErrorResponse>`
            : `<Error>${inner}${id}<HostId>pathlight</HostId></Error>`,
        ),
      };
    case 'query':
      return {
        headers: { ...headers, 'content-type': 'text/xml' },
        body: xmlBody(`<ErrorResponse><Error><Type>Sender</Type>${inner}</Error>${id}</ErrorResponse>`),
      };
    case 'ec2':
      return {
        headers: { ...headers, 'content-type': 'text/xml' },
        body: xmlBody(
          `<Response><Errors><Error>${inner}</Error></Errors><RequestID>${requestId}</RequestID></Response>`,
        ),
      };
  }
}
