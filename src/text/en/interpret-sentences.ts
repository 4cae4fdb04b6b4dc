import { formatChannel } from '../intl.ts';
import { formatFileName } from '../markdown-escape.ts';
import type { Mention } from '../values.ts';
import { dollars, language, list, seconds } from './grammar.ts';

type Voice = { voice: string };

/** Two languages, as BCP 47 tags. */
type Pair = { one: string; other: string };

const namePair = ({ one, other }: Pair): string => list([language(one), language(other)]);

/** About interpreting in calls: what it costs, what a call says about it, and what keeps it from working. */
export const interpretSentences = {
  'interpret.ask': ({ voice, ...pair }: Voice & Pair) =>
    `I’ll interpret between ${namePair(pair)} in ${formatChannel(voice)}: I write down what people say in the other language.`,
  'interpret.ask-aloud': ({ voice, ...pair }: Voice & Pair) =>
    `I’ll interpret between ${namePair(pair)} in ${formatChannel(voice)}: I write down what people say in the other language, and say it out loud.`,
  'interpret.cost': ({ dollars: hour }: { dollars: number }) =>
    `Everything they say is sent to Google’s Gemini for that. An hour of speech costs about ${dollars(hour)}, which counts toward the limits here, for the person who speaks. Do you want me to begin?`,
  'button.interpret-begin': 'Begin',
  'button.interpret-end': 'Stop interpreting',
  'interpret.begun': (pair: Pair) => `I’m interpreting between ${namePair(pair)} now.`,
  'interpret.ended': 'I’ve stopped interpreting.',
  'interpret.not-on': 'I’m not interpreting here.',
  'interpret.no-call': ({ join }: Record<'join', Mention>) =>
    `I’m not in a voice channel on this server. Bring me into yours with ${join}, then try again.`,
  'interpret.switched-off':
    'Interpreting is switched off here. Someone who manages this place can change that with /settings.',
  'interpret.unknown-language': ({ name }: { name: string }) =>
    `I can’t interpret ${formatFileName(name)}. Please pick a language from the list.`,
  'interpret.same-language': 'Both languages are the same. Please pick two different ones.',
  'interpret.no-model': 'Google doesn’t offer me the model that interprets. Please tell the person who runs this bot.',
  'interpret.fell-behind': ({ ms }: { ms: number }) =>
    `I couldn’t keep up, so ${seconds(ms)} of what was said weren’t interpreted.`,
  'interpret.only-written': 'I have too much to say out loud, so some translations are only written.',

  'panel.interpreting': ({ voice, ...pair }: Voice & Pair) =>
    `🌐 I’m interpreting between ${namePair(pair)} in ${formatChannel(voice)}.`,
  'panel.interprets':
    'I write down here what people say, in the other language. I don’t answer what’s said: to ask me something, write to me.',
  'panel.interprets-aloud':
    'I write down here what people say, in the other language, and say it out loud. I don’t answer what’s said: to ask me something, write to me.',
  'privacy.interpreted':
    'Everything you say there is sent to Google’s Gemini to be translated. I keep no recording and no transcript of it, but the translations stay in the channel.',
  'privacy.interpreted-agreed':
    'Everything that people who have agreed say there is sent to Google’s Gemini to be translated. I keep no recording and no transcript of it, but the translations stay in the channel.',
  'join.interpreting': (pair: Pair) => `I’m interpreting between ${namePair(pair)} there.`,
  'line.interpreting': 'Parley is interpreting',
  'part.help-interpret': ({ interpret }: Record<'interpret', Mention>) => `- ${interpret} has me interpret in a call.`,
  'part.language': ({ tag }: { tag: string }) => language(tag),
};
