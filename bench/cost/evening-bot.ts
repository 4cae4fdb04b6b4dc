import type { Live } from '../../world/live/live.ts';
import type { EveningFile, Saying } from './evening.ts';

/** A person's speech while it's said. */
export type Speech = { write(pcm: Buffer): void; end(): void };

/** A bot as people meet it in the evening. */
export type EveningBot = {
  type(saying: Saying & { is: 'typed' }, question: string, file: EveningFile | undefined): void;
  /** Somebody begins to speak; nothing if the bot doesn't listen to that. */
  hear(saying: Saying & { is: 'spoken' }): Speech | undefined;
  close(): Promise<void>;
};

/** Starts a bot against the world, on whose clock it lives. */
export type StartBot = (live: Live) => Promise<EveningBot>;

/** A picture as far as the world looks at it: a JPEG begins so. */
export const PICTURE_BYTES = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(2_000, 7)]);

/** A text file. */
export const makeFileText = (bytes: number): string =>
  'a line of a log file\n'.repeat(Math.ceil(bytes / 21)).slice(0, bytes);
