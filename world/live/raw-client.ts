import { once } from 'node:events';
import { WebSocket } from 'ws';
import type { Live } from './live.ts';

const PATH = '/ws/google.ai.generativelanguage.v1beta.GenerativeService.BidiGenerateContent';

/** A bare socket to the local server, for clients that do what the SDK doesn't. */
export const dialRaw = (live: Live, query = `?key=${live.key}`): WebSocket =>
  new WebSocket(live.url.replace('http', 'ws') + PATH + query);

/** Sends frames as soon as it can, against all rules of the protocol, and returns how the server ended the connection. */
export async function sendRaw(live: Live, frames: unknown[], query?: string): Promise<string> {
  const socket = dialRaw(live, query);
  const closed = once(socket, 'close');
  await once(socket, 'open');
  for (const frame of frames) socket.send(typeof frame === 'string' ? frame : JSON.stringify(frame));
  const [code, reason] = await closed;
  return `${code} ${reason}`;
}
