import assert from 'node:assert/strict';
import { encode } from '../../../world/discord/voice/codec.ts';
import { OPUS_SILENCE } from '../../../world/discord/voice/opcodes.ts';
import { sweep } from '../../../world/discord/voice/signals.ts';
import type { connected } from '../stage.ts';

/** What people say in the tests of a connection: 300 ms in Opus packets. */
export const FRAMES = encode(sweep(300, 3_000, 300));

export type Connected = Awaited<ReturnType<typeof connected>>;

/** The packets with sound that a connection has heard from a user. */
export const heardOf = ({ packets }: Pick<Connected, 'packets'>, { id }: { id: string }): Buffer[] =>
  packets.flatMap(({ userId, packet }) => (userId === id && !packet.opus.equals(OPUS_SILENCE) ? [packet.opus] : []));

type Hearing = Pick<Connected, 'ada' | 'packets' | 'heard'>;

/** Resolves once the packets heard from Ada are enough. */
export const whenHeard = (all: Hearing, holds: (heard: Buffer[]) => unknown): Promise<void> =>
  all.heard.until(
    () => holds(heardOf(all, all.ada)),
    () => `${heardOf(all, all.ada).length} packets were heard.`,
  );

/** Makes Ada speak, and checks that every packet is heard. */
export const hearsAda = async (all: Hearing, frames = FRAMES): Promise<void> => {
  all.packets.length = 0;
  await all.ada.speaks(frames);
  await whenHeard(all, ({ length }) => length >= frames.length);
  assert.deepEqual(heardOf(all, all.ada), frames);
};

/** Makes Ada speak until packets from the end of her speech are heard, however many were lost before. */
export const hearsAdaAgain = async (all: Hearing, ms = 2_000): Promise<void> => {
  const frames = encode(sweep(300, 3_000, ms));
  all.packets.length = 0;
  await all.ada.speaks(frames);
  await whenHeard(all, (heard) => heard.some((opus) => frames.at(-1)?.equals(opus)));
};
