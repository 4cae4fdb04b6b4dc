import type { CapView, PlaceView } from '../operator-state.ts';
import type { BoardWords } from './board-words.ts';

/** Where something goes on. A thread is called by its channel. */
export const namePlace = (words: BoardWords, place: PlaceView): string => {
  const { server, channel, isThread } = place;
  if (server === undefined && channel === undefined) return words['place.direct'];
  const where = server ?? words['place.unknown'];
  return channel === undefined ? where : words[isThread ? 'place.thread' : 'place.channel']({ server: where, channel });
};

/** What a cap is about. */
export const nameCap = (words: BoardWords, { whose, place, period }: CapView): string =>
  whose === 'process'
    ? words['caps.process']({ period })
    : words[`caps.${whose}` as const]({ place: namePlace(words, place ?? { isThread: false }), period });

/** An amount that a cap is about. */
export const nameSpent = (words: BoardWords, { unit }: CapView, amount: number): string =>
  unit === 'usd' ? words.amounts.dollars(amount) : words['caps.tokens']({ tokens: Math.round(amount) });
