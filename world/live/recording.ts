import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { ConnectionFault } from './fault.ts';

/** One recorded frame: who sent it, its JSON, and the exact text on the wire. */
export type RecordedFrame = { from: 'client' | 'server'; json: unknown; payload: string };

/** One session recorded from the real Live API. */
export type Recording = { name: string; frames: RecordedFrame[] };

const FOLDER = fileURLToPath(new URL('../recordings/', import.meta.url));
const ENDING = '.websocket.log';
const NEWLINE = 0x0a;
const SPACE = 0x20;

/**
 * Reads a recording. Each frame is `>` (client) or `<` (server), the number of bytes of payload and newline in decimal, a
 * space, the payload, and a newline. Payloads contain newlines of their own, so only the counts separate frames.
 *
 * @throws Error if the counts don't lead from one frame to the next and to the end.
 */
export function parse(log: Buffer): RecordedFrame[] {
  const frames: RecordedFrame[] = [];
  for (let at = 0; at < log.length; ) {
    const space = log.indexOf(SPACE, at);
    const head = log.toString('latin1', at, space);
    const [, direction, count = '0'] = /^([<>])(\d+)$/.exec(head) ?? [];
    const end = space + Number(count);
    if (!direction || log[end] !== NEWLINE)
      throw new Error(`no frame of a recording at byte ${at}: ${head.slice(0, 20)}`);
    const payload = log.toString('utf8', space + 1, end);
    frames.push({ from: direction === '>' ? 'client' : 'server', json: JSON.parse(payload), payload });
    at = end + 1;
  }
  return frames;
}

/** Every recorded session, by name. */
export const recordings = (): Recording[] =>
  readdirSync(FOLDER)
    .filter((file) => file.endsWith(ENDING))
    .sort()
    .map((file) => ({ name: file.slice(0, -ENDING.length), frames: parse(readFileSync(FOLDER + file)) }));

/**
 * Makes the next connection a recorded session: `live.next(replay(recording))`. Server frames are sent byte for byte, each
 * as soon as the client has sent as many frames as the recorded one had by then. What the client sends isn't checked, but
 * kept in `connection.frames` for comparison. Old models, the paths of Vertex AI, and any key are accepted.
 */
export const replay = ({ frames }: Recording): ConnectionFault => ({
  async serve(connection) {
    let heard = 0;
    for (const { from, payload } of frames) {
      if (from === 'server') connection.sendText(payload);
      else await connection.frameAt(heard++);
    }
  },
});
