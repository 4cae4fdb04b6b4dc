import type { Live } from '../world/live/live.ts';
import type { Reply } from './ledger.ts';
import type { Saying } from './story.ts';

/** Whoever leads the conversation of a story. What the two methods throw, the person who spoke is told. */
export type Client = {
  ask(person: Saying['person'], text: string): Reply;
  /** Somebody begins to speak: 16 kHz mono s16le, piece by piece, until `end`. */
  hear(person: Saying['person']): { reply: Reply; write(pcm: Buffer): void; end(): void };
  /** Stops and starts again, with whatever was stored. */
  restart(): Promise<void>;
  close(): Promise<void>;
};

/** Makes a client for the local Live API, on whose clock it must live. */
export type OpenClient = (live: Live) => Promise<Client>;
