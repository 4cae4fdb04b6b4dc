import { ANSWER_DEADLINE } from '../../conversation/turns/answer-deadline.ts';
import { DialError } from '../../live/connection/dial.ts';
import { TRAILING } from '../../live/connection/generation-order.ts';
import { announceHistory } from '../../live/protocol/setup.ts';
import { HANDLE_WAIT } from '../../live/session/resumption-handle.ts';
import type { Assumption } from './assumption.ts';
import { type LiveTools, Probe, type ProbeOptions } from './probe.ts';

/** A word that no model uses by itself. */
const WORD = 'marmalade';

/** The number of turns over which the time to the first text is measured. */
const SAMPLES = 3;

const WORDLESS = 'the turn ended without a word';

const answers = async (tools: LiveTools, opening: ProbeOptions): Promise<string> => {
  try {
    await using _ = await Probe.open(tools, opening);
    return 'works';
  } catch (error) {
    if (!(error instanceof DialError)) throw error;
    return `is refused (${error.ending.code} ${error.ending.reason})`;
  }
};

const version: Assumption = {
  name: 'API version',
  why: 'with a version that does not serve the model no conversation can begin',
  setting: 'GEMINI_API_VERSION',
  run: async (tools) => {
    const seen = await answers(tools, {});
    const other = tools.apiVersion === 'v1' ? '' : `, v1 ${await answers(tools, { apiVersion: 'v1' })}`;
    return { holds: seen === 'works', seen: `${tools.apiVersion} ${seen}${other}` };
  },
};

const header: Assumption = {
  name: 'the key may be in a header',
  why: 'with a header that Google does not take no conversation can begin',
  setting: 'GEMINI_KEY_IN (header keeps the key out of URLs, and so out of the logs of proxies)',
  run: async (tools) => {
    const seen = await answers(tools, { keyIn: 'header' });
    // It doesn't matter as long as the key is in the URL.
    return { holds: seen === 'works' || tools.keyIn === 'url', seen: `x-goog-api-key ${seen}` };
  },
};

const typed: Assumption = {
  name: 'text is answered',
  why: 'the model may choose not to speak, and then people who type get no answer',
  setting: '`typed` of the model in src/live/protocol/models.ts, or GEMINI_MODEL',
  run: async (tools) => {
    await using probe = await Probe.open(tools);
    const { text } = await probe.ask('Say just this one word: ready');
    return { holds: text.trim() !== '', seen: text.trim() ? `"${text.trim()}"` : WORDLESS };
  },
};

const RECALL = 'What is the code word? Say only the code word.';

const judgeRecall = (text: string): { holds: boolean; seen: string } => ({
  holds: text.toLowerCase().includes(WORD),
  seen: text.trim() ? `asked for "${WORD}", it said "${text.trim()}"` : WORDLESS,
});

const seed: Assumption = {
  name: 'a fresh session takes history',
  why: 'without it a conversation forgets everything when its handle is lost',
  setting: '`seed` of the model in src/live/protocol/models.ts',
  run: async (tools) => {
    await using probe = await Probe.open(tools, { extra: announceHistory(tools.model) });
    probe.tell([
      ['user', `The code word is ${WORD}. Please remember it.`],
      ['model', 'I will remember it.'],
    ]);
    const { text } = await probe.ask(RECALL);
    return judgeRecall(text);
  },
};

const resumed: Assumption = {
  name: 'a handle resumes a session',
  why: 'without it every rest costs the sound and the tone of what was said; the transcript keeps only the words',
  setting: 'HANDLE_LIFE in src/live/session/resumption-handle.ts (0 relies on the transcript alone)',
  run: async (tools) => {
    const first = await Probe.open(tools);
    const handle = await first
      .ask(`The code word is ${WORD}. Remember it and say: yes`)
      .then(() => first.handle())
      .finally(() => first.close());
    await using second = await Probe.open(tools, { handle });
    const { text } = await second.ask(RECALL);
    return judgeRecall(text);
  },
};

const follows: Assumption = {
  name: 'the handle follows the turn',
  why: 'a session that rests before the handle is there loses its last turn',
  setting: 'HANDLE_WAIT in src/live/session/resumption-handle.ts',
  run: async (tools) => {
    await using probe = await Probe.open(tools);
    await probe.ask('Say just this one word: ready');
    const asked = tools.clock.now();
    await probe.handle();
    const took = tools.clock.now() - asked;
    return { holds: took <= HANDLE_WAIT, seen: `${took} ms after the end of the turn` };
  },
};

const order: Assumption = {
  name: 'the text ends with the answer',
  why: 'words that come later are missing from what people read',
  setting: 'TRAILING in src/live/connection/generation-order.ts',
  run: async (tools) => {
    await using probe = await Probe.open(tools);
    const { text, generated, lastText = 0, complete = 0 } = await probe.ask('Name the days of the week in order.');
    if (text === '') return { holds: false, seen: WORDLESS };
    if (!generated) return { holds: true, seen: 'no generationComplete came; the end is turnComplete' };
    const trailed = Math.max(0, lastText - generated.at);
    const late = text.length - generated.characters;
    const words =
      late === 0 ? 'all text was there' : `${late} of ${text.length} characters trailed by up to ${trailed} ms`;
    const seen = `${words} at generationComplete; turnComplete came ${complete - generated.at} ms after it`;
    return { holds: trailed <= TRAILING, seen };
  },
};

const prompt: Assumption = {
  name: 'time to first text',
  why: 'an answer that begins later than the deadline is given up, and long before that people think it hangs',
  setting: 'PATIENCE in src/conversation/turns/answer-deadline.ts, or GEMINI_MODEL',
  run: async (tools) => {
    await using probe = await Probe.open(tools);
    const times: number[] = [];
    for (let sample = 0; sample < SAMPLES; sample += 1) {
      const { firstText } = await probe.ask('Say just this one word: ready');
      times.push(firstText ?? Number.POSITIVE_INFINITY);
    }
    const [, median = Number.POSITIVE_INFINITY] = times.toSorted((a, b) => a - b);
    return { holds: median < ANSWER_DEADLINE.quiet, seen: `median of ${SAMPLES}: ${median} ms` };
  },
};

/** The assumptions about typed questions and about sessions, in the order of their tests. */
export const textAssumptions: readonly Assumption[] = [version, header, typed, seed, resumed, follows, order, prompt];
