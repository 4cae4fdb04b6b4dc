import { CHUNK } from '../../audio/waiting-sound.ts';
import type { Clock } from '../../base/clock.ts';
import { readUsage } from '../protocol/server-message.ts';
import type { Interpretation } from './interpretation.ts';
import type { TranslationConnection } from './translation-connection.ts';
import { TranslationOutput } from './translation-output.ts';

/** Every so many milliseconds a chunk is sent, which lasts as long: a continuous interpreter hears a stream without gaps. */
const TICK = 100;

/** The same while more waits, as after a dial: twice as fast as it was said. */
const HASTE = 50;

/** Between words, and while the rest of a translation is awaited, silence is sent. */
const SILENCE = Buffer.alloc(CHUNK);

type ExchangeOptions = {
  target: string;
  clock: Clock;
  /** Whether the same person has begun their next utterance, which this one needn't be told apart from. */
  isFollowed(): boolean;
};

/**
 * What became of an utterance on one connection. `over`: the translation is whole, as far as that can be known, or nobody
 * wants it any more; `lost`: the connection is gone. Whether any of the translation `hasBegun` to come, and whether Google
 * showed any sign of having heard something.
 */
export type ExchangeOutcome = { is: 'over' | 'lost'; hasBegun: boolean; isNoticed: boolean };

/** Says an utterance on a connection as it's being said, and passes on what comes of it until that's whole. */
export const tellUtterance = async (
  speech: Interpretation,
  connection: TranslationConnection,
  { target, clock, isFollowed }: ExchangeOptions,
): Promise<ExchangeOutcome> => {
  const { sound, bill, sink, over } = speech;
  const output = new TranslationOutput({ sink, target, clock });
  bill.begin(connection.counted);
  connection.follow((message) => {
    if (over.aborted) return;
    const usage = readUsage(message);
    if (usage) bill.noteCount(usage);
    bill.noteSaid(output.take(message));
    if (output.hasBegun) sound.settle();
  });
  try {
    await feedUtterance(speech, connection, { clock, output, isFollowed });
    output.end();
  } catch {
    // Nobody wants it any more, or the connection is gone.
  } finally {
    connection.follow(() => {});
  }
  const { hasBegun, isNoticed } = output;
  return { is: connection.gone.aborted && !over.aborted ? 'lost' : 'over', hasBegun, isNoticed };
};

/** Feeds a connection until an utterance's translation is whole. @throws the reason why that can't be awaited */
const feedUtterance = async (
  speech: Interpretation,
  connection: TranslationConnection,
  { clock, output, isFollowed }: Pick<ExchangeOptions, 'clock' | 'isFollowed'> & { output: TranslationOutput },
): Promise<void> => {
  const { sound, bill, over } = speech;
  const stop = AbortSignal.any([over, connection.gone]);
  for (let silent: number | undefined; ; ) {
    stop.throwIfAborted();
    const pcm = sound.take();
    connection.feed(pcm ?? SILENCE);
    bill.noteHeard(pcm?.length ?? CHUNK);
    if (!pcm && !speech.speaking) silent ??= clock.now();
    if (silent !== undefined && (isFollowed() || output.isWhole(silent))) return;
    await clock.sleep(sound.waiting > CHUNK ? HASTE : TICK, stop);
  }
};
