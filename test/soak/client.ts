import type { Live } from '../../world/live/live.ts';
import type { Reply } from './ledger.ts';
import type { Saying } from './sayings.ts';

/** One process that leads the conversation of a story. What the first two methods throw, the person who spoke is told. */
export type Client = {
  ask(person: Saying['person'], text: string): Reply;
  /** Somebody begins to speak: 16 kHz mono s16le, piece by piece, until `end`. */
  hear(person: Saying['person']): { reply: Reply; write(pcm: Buffer): void; end(): void };
  /** Ends as it does when it is asked to. */
  stop(): Promise<void>;
  /** Ends without doing anything more, and nothing that it waits for reaches it. Its connections are cut by others. */
  kill(): void;
};

/** Where such processes run one after the other, with what they have stored. */
export type Machine = { start(): Client; close(): Promise<void> };

/** Makes a machine for the local Live API, on whose clock everything must live. */
export type Install = (live: Live) => Promise<Machine>;
