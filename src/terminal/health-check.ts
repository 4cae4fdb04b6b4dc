import { once } from 'node:events';
import { Agent, get, type IncomingMessage } from 'node:http';
import { holdProcess } from '../base/clock.ts';
import { loadEnvironment, loadOrEnd } from '../config.ts';
import { readNeededSettings } from './setting-survey.ts';

/** How long an answer may take, in milliseconds. Whoever asks gives up after five seconds. */
const PATIENCE = 4_000;

using _held = holdProcess();
const { http } = loadOrEnd(() => readNeededSettings(['HTTP_HOST', 'HTTP_PORT'], loadEnvironment()));

/** The address at which this machine reaches what listens at `host`. */
const toReachable = (host: string): string => {
  if (host === '0.0.0.0') return '127.0.0.1';
  if (host === '::') return '[::1]';
  return host.includes(':') ? `[${host}]` : host;
};

/** The status that an address of this machine answers with. No proxy is asked, whatever the environment says. @throws an error of the network */
const askStatus = async (url: string): Promise<number | undefined> => {
  const request = get(url, { agent: new Agent(), signal: AbortSignal.timeout(PATIENCE) });
  const [response]: IncomingMessage[] = await once(request, 'response');
  response?.destroy();
  return response?.statusCode;
};

/** What is wrong with the Parley that runs here, as far as a supervisor should know. */
const findFault = async (): Promise<string | undefined> => {
  if (http === 'off') return 'HTTP_PORT is off, so nobody can say whether Parley is well.';
  if (http.port === 0) return 'HTTP_PORT is 0, so nobody knows where Parley listens.';
  try {
    const status = await askStatus(`http://${toReachable(http.host)}:${http.port}/healthz`);
    return status === 200 ? undefined : `Parley answers with status ${status}.`;
  } catch {
    return `Parley doesn’t answer at port ${http.port}.`;
  }
};

const fault = await findFault();
if (fault !== undefined) console.error(fault);
process.exit(fault === undefined ? 0 : 1);
