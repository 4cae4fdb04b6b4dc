import { formatMoment } from '../intl.ts';
import type { Again, RefusedExtra } from '../values.ts';
import { listRefused } from './grammar.ts';

/** What to do about trouble that passes: ask again once it's over, if we know when, or else what `otherwise` says. */
const again = (at: number | undefined, otherwise: string): string =>
  at === undefined ? otherwise : `Please ask again after ${formatMoment(at)}.`;

/** About Gemini: failures on the way to it, answers that it couldn't give, and faults that only the bot's operator can fix. */
export const geminiSentences = {
  'gemini.lost': ({ at }: Again) => `I lost my connection to Gemini. ${again(at, 'Please ask again.')}`,
  'gemini.broken': ({ at }: Again) =>
    at === undefined
      ? 'I lost my connection to Gemini before this answer was finished.'
      : `I lost my connection to Gemini before this answer was finished. ${again(at, '')}`,
  'gemini.late': ({ at }: Again) => `Gemini didn’t answer in time. ${again(at, 'Please ask again.')}`,
  'gemini.often': ({ at }: Again) => `My connection to Gemini keeps failing. ${again(at, 'Please ask again later.')}`,
  'gemini.busy': ({ at }: Again) => `Gemini isn’t available right now. ${again(at, 'Please ask again in a minute.')}`,
  'gemini.quota': ({ at }: Again) => `I’ve used up my Gemini quota for now. ${again(at, 'Please ask again later.')}`,
  'gemini.refused': (_: Again) => 'Gemini won’t accept this question. Please rephrase it.',
  'gemini.left-out': ({ extras }: { extras: readonly RefusedExtra[] }) =>
    `Gemini doesn’t take ${listRefused(extras)} set here, so I answered without that. Someone who manages this place can change it with /settings.`,
  'gemini.no-search': 'Google doesn’t let me search the web right now, so I answered without that.',
  'gemini.no-voice': 'Gemini doesn’t offer this voice right now. Please choose another one.',
  'gemini.full': ({ at }: Again) =>
    `I’m already talking in as many channels as I can. ${again(at, 'Please ask again in a minute.')}`,
  'gemini.proxy': (_: Again) =>
    'I can’t reach Gemini, because my proxy doesn’t let me through. Please tell the person who runs this bot.',
  'gemini.unreachable': ({ at }: Again) => `I can’t reach Gemini. ${again(at, 'Please ask again in a minute.')}`,

  'gemini.tools': 'Gemini kept using its tools without answering, so I stopped it. Please rephrase your question.',
  'gemini.noise': 'Gemini made sounds without saying anything, so I stopped it. Please ask again.',
  'gemini.question-blocked': 'Gemini’s safety filters blocked this question. Please rephrase it.',
  'gemini.answer-blocked': 'Gemini’s safety filters stopped this answer. Please rephrase your question.',
  'gemini.unfinished': 'Gemini couldn’t finish this answer. Please ask again.',

  'owner.credits':
    'My credits for Gemini are used up. Please tell the person who runs this bot: they can buy more in Google AI Studio, under Billing.',
  'owner.cap':
    'I’ve reached my monthly spending limit for Gemini. Please tell the person who runs this bot: they can raise it in Google AI Studio.',
  'owner.billing':
    'Google won’t let me use Gemini because of a problem with billing. Please tell the person who runs this bot to check Billing in Google AI Studio.',
  'owner.region': 'Google doesn’t offer Gemini where I run. Please tell the person who runs this bot.',
  'owner.key':
    'Google doesn’t accept my Gemini API key. Please tell the person who runs this bot to check `GEMINI_API_KEY`.',
  'owner.leaked':
    'Google has blocked my Gemini API key because it was found in public. Please tell the person who runs this bot to create a new one.',
  'owner.blocked':
    'Google has blocked my Gemini API key or its project. Please tell the person who runs this bot to look at it in Google AI Studio.',
  'owner.restricted':
    'My Gemini API key isn’t allowed to be used from here. Please tell the person who runs this bot to check the key’s restrictions.',
  'owner.denied': 'Google won’t let me use Gemini. Please tell the person who runs this bot to run `npm run doctor`.',
  'owner.model':
    'Google doesn’t know the Gemini model that I’m set up to use. Please tell the person who runs this bot to check `GEMINI_MODEL` and `GEMINI_API_VERSION`.',
  'owner.closed':
    'Google no longer offers the Gemini model that I’m set up to use. Please tell the person who runs this bot to choose another `GEMINI_MODEL`.',
  'owner.typed-model':
    'Google doesn’t know the Gemini model that I’m set up to use for typed questions. Please tell the person who runs this bot to check `TYPED_MODEL`.',
  'owner.typed-closed':
    'Google no longer offers the Gemini model that I’m set up to use for typed questions. Please tell the person who runs this bot to choose another `TYPED_MODEL`.',
  'owner.address':
    'I can’t find Gemini at the address that I’m set up to use. Please tell the person who runs this bot to check `GEMINI_BASE_URL` and `GEMINI_API_VERSION`.',
  'owner.setup': 'Gemini rejects my configuration. Please tell the person who runs this bot to run `npm run doctor`.',
};
