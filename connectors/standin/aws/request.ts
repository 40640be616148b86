/** A request as it came over the wire. */
export interface Request {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
  /** Service name in the credential scope, where the request is signed. */
  readonly signing: string | undefined;
}

export const header = (request: Pick<Request, 'headers'>, name: string): string | undefined => {
  const value = request.headers[name];
  return Array.isArray(value) ? value.join(', ') : value;
};
