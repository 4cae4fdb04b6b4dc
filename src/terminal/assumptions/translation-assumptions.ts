import { EAR_FRAME } from '../../audio/pcm.ts';
import type { Clock } from '../../base/clock.ts';
import { UserError } from '../../base/errors.ts';
import { ConnectPace } from '../../live/limits/connect-pace.ts';
import { ConnectionPool } from '../../live/limits/connection-pool.ts';
import type { TokenUsage } from '../../live/protocol/token-kinds.ts';
import { TRANSLATE_MODEL } from '../../live/protocol/translation.ts';
import { TranslationSession } from '../../live/translation/translation-session.ts';
import type { TranslationEnd, TranslationSink } from '../../live/translation/translation-sink.ts';
import { openLog } from '../../ops/log.ts';
import { loadHello } from '../recording/hello.ts';
import type { Assumption } from './assumption.ts';
import type { LiveTools } from './probe.ts';
import { measureDuration } from './spoken-probe.ts';

/** What was seen of a translation. Times are in milliseconds since the last word. */
type SeenTranslation = {
  heard: string;
  language: string | undefined;
  text: string;
  soundBytes: number;
  first: number | undefined;
  usage: TokenUsage | undefined;
};

/** The same, and how it ended, after how long. */
type WholeTranslation = SeenTranslation & { end: TranslationEnd; took: number };

const openSession = ({ google, clock }: LiveTools, target: string): TranslationSession =>
  new TranslationSession({
    google: google(),
    model: TRANSLATE_MODEL,
    target,
    pool: new ConnectionPool(1),
    pace: new ConnectPace(
      clock,
      () => 0,
      () => {},
    ),
    clock,
    random: () => 0,
    idle: 60_000,
    observe() {},
    log: openLog('silent', [], process.stderr),
  });

/** Notes what comes of an utterance that ends at `last`, in milliseconds of the clock. */
const makeSink = (seen: SeenTranslation, clock: Pick<Clock, 'now'>, last: number): TranslationSink => ({
  addHeard: (delta, language) => Object.assign(seen, { heard: seen.heard + delta, language }),
  withdraw: () => Object.assign(seen, { heard: '' }),
  addText(delta) {
    seen.text += delta;
    seen.first ??= clock.now() - last;
  },
  addAudio({ length }) {
    seen.soundBytes += length;
  },
  count: (usage) => Object.assign(seen, { usage }),
});

/** Says "Hello, are you there?" to the interpreter as calls do, and resolves to what came of it. */
const translateHello = async (tools: LiveTools, target: string): Promise<WholeTranslation> => {
  const { clock, signal } = tools;
  const session = openSession(tools, target);
  const pcm = await loadHello();
  const seen = { heard: '', language: undefined, text: '', soundBytes: 0, first: undefined, usage: undefined };
  const last = clock.now() + measureDuration(pcm);
  const speech = session.hear({ id: 'doctor' }, makeSink(seen, clock, last));
  const close = () => void session.close();
  signal.addEventListener('abort', close, { once: true });
  try {
    for (let at = 0; at < pcm.length; at += EAR_FRAME) {
      const frame = pcm.subarray(at, at + EAR_FRAME);
      await clock.sleep(measureDuration(frame), signal);
      speech.write(frame);
    }
    speech.end();
    const end = await speech.ended;
    signal.throwIfAborted();
    return { ...seen, end, took: clock.now() - last };
  } finally {
    signal.removeEventListener('abort', close);
    await session.close();
  }
};

const explainEnd = (end: TranslationEnd): string =>
  end.is === 'lost' ? new UserError(end.text).message : `it ended as “${end.is}”`;

const tellCount = ({ usage }: Pick<SeenTranslation, 'usage'>): string =>
  usage?.estimated === false ? `Google counted ${usage.total} tokens` : 'Google counted less than the sound comes to';

const translates: Assumption = {
  name: 'speech is translated',
  why: 'with /interpret nobody reads or hears anything',
  setting: '`makeTranslationConfig` in src/live/protocol/translation.ts; a key may lack the model',
  run: async (tools) => {
    const seen = await translateHello(tools, 'de');
    const { end, heard, language = 'no language', text, soundBytes, first = 0, took } = seen;
    if (end.is !== 'translated') return { holds: false, seen: explainEnd(end) };
    const says = `"${heard.trim()}" (${language}) became "${text.trim()}" ${Math.round(first)} ms after the last word`;
    const sound = soundBytes > 0 ? 'with sound' : 'without sound';
    return {
      holds: text.trim() !== '' && soundBytes > 0,
      seen: `${says}, ${sound}, whole after ${Math.round(took)} ms; ${tellCount(seen)}`,
    };
  },
};

const isSilent: Assumption = {
  name: 'the target language stays as it is',
  why: 'with /interpret people hear an echo of who already speaks their language, and it’s paid for',
  setting: '`echoTargetLanguage` in src/live/protocol/translation.ts',
  run: async (tools) => {
    const { end, text } = await translateHello(tools, 'en');
    if (end.is === 'lost') return { holds: false, seen: explainEnd(end) };
    return {
      holds: end.is === 'nothing',
      seen: end.is === 'nothing' ? 'nothing was said' : `"${text.trim()}" was said`,
    };
  },
};

/** The assumptions about the interpreter, in the order of their tests. */
export const translationAssumptions: readonly Assumption[] = [translates, isSilent];
