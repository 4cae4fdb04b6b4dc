import { BoundedMap } from '../base/bounded-map.ts';
import { findHome, type Place } from '../base/place.ts';
import type { AnswerSource } from '../live/protocol/answer-source.ts';
import type { LiveSession } from './turns/live-session.ts';

/** How many homes are remembered. Whoever is forgotten is told once more. */
const MOST_HOMES = 2_000;

/** Which channels have been told what Google refuses of their settings, so that it stands under one answer and not under each. */
export class ToldRefusals {
  /** By home and channel. */
  readonly #told = new BoundedMap<string, Map<string, Set<string>>>(MOST_HOMES);

  /** Leaves of what was refused only what the channel hasn't been told, and counts that as told. */
  keepNews(place: Place, { refused }: Pick<AnswerSource, 'refused'>): void {
    if (refused.size === 0) return;
    const home = findHome(place);
    const channels = this.#told.get(home) ?? new Map<string, Set<string>>();
    const told = channels.get(place.channel) ?? new Set();
    for (const extra of refused) {
      if (told.has(extra)) refused.delete(extra);
      told.add(extra);
    }
    channels.set(place.channel, told);
    this.#told.set(home, channels);
  }

  /** The settings of a home have changed, so what is refused of them is news. */
  forget(home: string): void {
    this.#told.delete(home);
  }
}

/** The session, whose answers tell only what `keepNews` leaves. */
export const makeToldSession = (
  session: LiveSession<number | undefined>,
  keepNews: (source: AnswerSource) => void,
): LiveSession<number | undefined> => ({
  get connected() {
    return session.connected;
  },
  get needed() {
    return session.needed;
  },
  ask: (question, number, turn, signal) =>
    session.ask(question, number, turn, signal).finally(() => keepNews(turn.source)),
  hear: (speech, lead, number, turn, signal) =>
    session.hear(speech, lead, number, turn, signal).finally(() => keepNews(turn.source)),
  close: () => session.close(),
  forget: () => session.forget(),
  abandon: () => session.abandon(),
});
