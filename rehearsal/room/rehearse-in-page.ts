import { once } from 'node:events';
import type { GeminiAccess } from '../scene.ts';
import { openAddress } from './open-address.ts';
import { RehearsalRoom } from './rehearsal-room.ts';
import { RoomServer } from './room-server.ts';

/** How the room is opened. */
export type PageOptions = {
  /** Its port; 0 is a free one. */
  port: number;
  /** Whether a browser is opened. */
  opens: boolean;
  /** With what it talks to the real model. */
  gemini?: GeminiAccess | undefined;
  /** Takes the lines of the bot's log. */
  log?(line: string): void;
  /** Takes what a person reads in the terminal. */
  write(line: string): void;
};

const SCRIPT = 'This machine plays Discord and the model. No keys are needed, and nothing leaves it.';

const REAL =
  'GEMINI_API_KEY is set, so Parley talks to the real Gemini: every answer is billed to that key. Discord is played by this machine.\n' +
  'Unset it to talk to a small script instead, which costs nothing.';

/** Opens a room and its page, and keeps it open until the signal aborts. @throws if it can't be opened, or ends badly */
export const runRoomPage = async (options: PageOptions, signal: AbortSignal): Promise<void> => {
  const { port, opens, gemini, log, write } = options;
  write('Starting Parley …');
  const room = await RehearsalRoom.open({ gemini, ...(log && { log }) });
  try {
    const server = await RoomServer.open(room, { port });
    write(`The rehearsal room is at ${server.url}`);
    write(`Parley’s own page for its operator, with what it does just now, is at ${room.operator}`);
    write(gemini ? REAL : SCRIPT);
    write('Ctrl-C ends it. npm run rehearse -- --terminal rehearses here instead.');
    if (opens) openAddress(server.url, process.env);
    if (!signal.aborted) await once(signal, 'abort');
    await server.close();
  } finally {
    await room.close();
  }
};
