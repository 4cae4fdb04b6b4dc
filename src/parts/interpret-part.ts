import type { Logger } from 'pino';
import type { Clock } from '../base/clock.ts';
import type { Observe } from '../base/events.ts';
import type { Translations } from '../calls/interpreter/translations.ts';
import type { Config } from '../config.ts';
import { TRANSLATE_MODEL } from '../live/protocol/translation.ts';
import { TranslationSession } from '../live/translation/translation-session.ts';
import type { LiveGround } from './live-part.ts';

/** What translates for calls, and what it needs besides the way to Gemini. */
type TranslationMeans = {
  purse: Pick<Translations, 'hold' | 'spend'>;
  clock: Clock;
  log: Logger;
  observe: Observe;
};

/**
 * Makes what translates for calls. Nothing is connected before somebody speaks in a call that interprets, and
 * a connection is closed after as long without speech as those of conversations are.
 */
export const makeTranslations = (
  { google, pool, pace }: Pick<LiveGround, 'google' | 'pool' | 'pace'>,
  { sessionIdle: idle }: Pick<Config, 'sessionIdle'>,
  { purse: { hold, spend }, ...means }: TranslationMeans,
): { translations: Translations } => {
  const ground = { ...means, google, pool, pace, idle, model: TRANSLATE_MODEL, random: Math.random };
  const open: Translations['open'] = (target) => new TranslationSession({ ...ground, target });
  return { translations: { model: TRANSLATE_MODEL, hold, spend, open } };
};
