import type { Logger } from 'pino';
import type { Clock } from '../base/clock.ts';
import type { Observe } from '../base/events.ts';
import type { Translations } from '../calls/interpreter/translations.ts';
import { TRANSLATE_MODEL } from '../live/protocol/translation.ts';
import { TranslationSession } from '../live/translation/translation-session.ts';
import type { LiveGround } from './live-part.ts';

/** What translates for calls, and what it needs besides the way to Gemini. */
type TranslationMeans = {
  purse: Pick<Translations, 'hold' | 'spend'>;
  /** After how many milliseconds without speech a connection is closed, as those of conversations are. */
  idle: number;
  clock: Clock;
  log: Logger;
  observe: Observe;
};

/** Makes what translates for calls. Nothing is connected before somebody speaks in a call that interprets. */
export const makeTranslations = (
  { google, pool, pace }: Pick<LiveGround, 'google' | 'pool' | 'pace'>,
  { purse: { hold, spend }, ...means }: TranslationMeans,
): Translations => ({
  model: TRANSLATE_MODEL,
  hold,
  spend,
  open: (target) =>
    new TranslationSession({ ...means, google, pool, pace, target, model: TRANSLATE_MODEL, random: Math.random }),
});
