import { DialError } from '../../live/connection/dial.ts';
import type { ModelExtras } from '../../live/protocol/models.ts';
import { VOICES } from '../../live/protocol/voices.ts';
import { writeTool } from '../../tools/write-tool.ts';
import type { Assumption, Observation } from './assumption.ts';
import { type LiveTools, Probe, type ProbeOptions } from './probe.ts';

const SETTING = '`extras` of the model in src/live/protocol/models.ts';

/** As many phrases, and as long ones, as people may set. */
const PHRASES = 100;
const PHRASE = 50;

const READY = 'Say just this one word: ready';

/** How long the voices may take together, in milliseconds: each is one dial. */
const VOICES_DEADLINE = 120_000;

/** Tests it if the table says that the model takes it. */
const onExtra =
  (extra: keyof ModelExtras, run: Assumption['run']): Assumption['run'] =>
  async (tools) =>
    tools.model.extras[extra] ? run(tools) : { holds: true, seen: 'not tried: this model isn’t sent it' };

/** How Google refuses to open a connection; nothing if it doesn't. */
const findRefusal = async (
  tools: LiveTools,
  wishes: NonNullable<ProbeOptions['wishes']>,
): Promise<string | undefined> => {
  try {
    await using _ = await Probe.open(tools, { wishes });
    return undefined;
  } catch (error) {
    if (!(error instanceof DialError)) throw error;
    return `${error.ending.code} ${error.ending.reason}`;
  }
};

/** Opens a connection with the wishes, and asks something on it: what's wrong with a setup may show only then. */
const tryWishes = async (tools: LiveTools, wishes: NonNullable<ProbeOptions['wishes']>): Promise<Observation> => {
  const refusal = await findRefusal(tools, wishes);
  if (refusal !== undefined) return { holds: false, seen: `is refused, and so left out (${refusal})` };
  await using probe = await Probe.open(tools, { wishes });
  const { text } = await probe.ask(READY);
  return {
    holds: text.trim() !== '',
    seen: text.trim() ? `answered "${text.trim()}"` : 'the turn ended without a word',
  };
};

const voices: Assumption = {
  name: 'every voice can be chosen',
  why: 'whoever sets one of those that are refused hears the model’s own voice',
  setting: 'VOICES in src/live/protocol/voices.ts',
  deadline: VOICES_DEADLINE,
  run: onExtra('voice', async (tools) => {
    const refused: string[] = [];
    let last = '';
    for (const { name } of VOICES) {
      const refusal = await findRefusal(tools, { voice: name });
      if (refusal === undefined) continue;
      refused.push(name);
      last = refusal;
    }
    const taken = VOICES.length - refused.length;
    const others = refused.length > 0 ? `; refused: ${refused.join(', ')} (${last})` : '';
    return { holds: refused.length === 0, seen: `${taken} of ${VOICES.length} are taken${others}` };
  }),
};

const languages: Assumption = {
  name: 'languages to expect are taken',
  why: 'what people have set about the languages that they speak is left out',
  setting: SETTING,
  run: onExtra('languages', (tools) =>
    tryWishes(tools, { hearing: { languages: ['de-DE', 'en-US', 'ja', 'pt-BR', 'zh-Hans'], vocabulary: [] } }),
  ),
};

const vocabulary: Assumption = {
  name: 'a long vocabulary is taken',
  why: 'names that are often said in a place, and Parley’s own, are written down wrongly',
  setting: SETTING,
  run: onExtra('vocabulary', (tools) => {
    const phrases = Array.from({ length: PHRASES }, (_, index) =>
      `Parley ${index} `.padEnd(PHRASE, 'ä').slice(0, PHRASE),
    );
    return tryWishes(tools, { hearing: { languages: [], vocabulary: phrases } });
  }),
};

const search: Assumption = {
  name: 'search works beside functions',
  why: 'where search is set, it’s left out; a key without a quota for it is told so with 1011',
  setting: `SEARCH, or ${SETTING}`,
  run: onExtra('search', async (tools) => {
    // A model with functions may call one of them, which nobody answers here, so it's asked without.
    const refusal = await findRefusal(tools, { search: true, tools: [writeTool.declaration] });
    if (refusal === undefined) return await tryWishes(tools, { search: true });
    return { holds: false, seen: `is refused, and so left out (${refusal})` };
  }),
};

const instruction: Assumption = {
  name: 'a handle knows nothing of the instruction',
  why: 'a changed setting would cost no new session; nothing depends on that yet',
  setting: '`fingerprint` in src/live/protocol/setup.ts',
  run: async (tools) => {
    const first = await Probe.open(tools);
    const handle = await first
      .ask('The code word is marmalade. Say only: noted')
      .then(() => first.handle())
      .finally(() => first.close());
    try {
      await using second = await Probe.open(tools, { handle, instruction: 'You are a pirate. Answer briefly.' });
      const { text } = await second.ask('What is the code word? Say only the code word.');
      return {
        holds: true,
        seen: /marmalade/i.test(text) ? 'it went on with another instruction' : `it said "${text.trim()}"`,
      };
    } catch (error) {
      if (!(error instanceof DialError)) throw error;
      return { holds: true, seen: `another instruction is refused (${error.ending.code} ${error.ending.reason})` };
    }
  },
};

/** The assumptions about what people can set, in the order of their tests. */
export const settingAssumptions: readonly Assumption[] = [voices, languages, vocabulary, search, instruction];
