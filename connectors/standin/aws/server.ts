/**
 * A local server that speaks AWS's wire for every service, region and account at once, fed by an estate. It listens on
 * 127.0.0.1 only. What it answers comes from the SDK's runtime schemas and the estate; nothing here knows a single shape.
 */
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Estate, Fault } from '../estate.ts';
import { EstateIndex } from './estate-index.ts';
import { type AwsStandinOptions, type Outcome, type RecordedCall, Standin } from './standin.ts';

export interface AwsStandin {
  readonly url: string;
  readonly port: number;
  readonly calls: readonly RecordedCall[];
  setFaults(faults: readonly Fault[]): void;
  setEstate(estate: Estate): void;
  close(): Promise<void>;
}

function send(response: ServerResponse, outcome: Outcome): void {
  if (outcome === 'hang') return;
  const { sent, cut } = outcome;
  const body = Buffer.from(sent.body);
  if (cut === true) {
    response.writeHead(sent.status, { ...sent.headers, 'content-length': body.length + 64 });
    response.write(body.subarray(0, Math.ceil(body.length / 2)), () => response.socket?.destroy());
    return;
  }
  response.writeHead(sent.status, { ...sent.headers, 'content-length': body.length });
  response.end(body);
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  return (server.address() as AddressInfo).port;
}

/**
 * Starts the stand-in on a free port of 127.0.0.1. An estate that holds what AWS could never answer (an unknown member, a
 * value of the wrong type) makes the call that meets it fail with status 400 and code `EstateError`, and its message says where.
 */
export async function startAwsStandin(options: AwsStandinOptions): Promise<AwsStandin> {
  const standin = new Standin(options);
  const server = createServer((message, response) => {
    standin.handle(message).then(
      (outcome) => send(response, outcome),
      (error: unknown) => {
        response.writeHead(500, { 'content-type': 'text/plain', 'x-amzn-errortype': 'StandinError' });
        response.end(String(error));
      },
    );
  });
  const port = await listen(server);
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    calls: standin.calls,
    setFaults: (faults) => standin.faults.set(faults),
    setEstate: (estate) => {
      standin.index = new EstateIndex(estate);
    },
    close: () =>
      new Promise<void>((resolve, reject) => {
        server.close((error) => (error === undefined ? resolve() : reject(error)));
        server.closeAllConnections();
      }),
  };
}
