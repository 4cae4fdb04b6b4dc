import { isBlank } from '../../base/blank.ts';
import { composeInstruction } from '../../conversation/system-instruction.ts';
import { Turn } from '../../conversation/turns/turn.ts';
import type { QuestionSound } from '../../live/protocol/question-sound.ts';
import { TextModel } from '../../live/typed/text-model.ts';
import type { TextPlan } from '../../live/typed/text-request.ts';
import { openLog } from '../../ops/log.ts';
import { makeToolRegistry } from '../../tools/tool-registry.ts';
import { openToolDesk } from '../../tools/tool-runner.ts';
import { writeTool } from '../../tools/write-tool.ts';
import { loadHello } from '../recording/hello.ts';
import type { Assumption, Observation } from './assumption.ts';
import type { LiveTools } from './probe.ts';

const SETTING = 'TYPED_MODEL, or TYPED_MODEL_WHEN=off';

/** A question for the text model, as in a conversation that begins with it. */
type TextProbeQuestion = { text: string; recordings?: readonly QuestionSound[] };

/** Asks the text model. Its answer is taken as in a conversation, said and written. */
type AskText = (question: TextProbeQuestion) => Promise<Turn>;

/** Which model is asked, and by which means. */
type AskMeans = Pick<LiveTools, 'google' | 'clock' | 'signal'> & Pick<TextPlan, 'model' | 'thinking'>;

/** Tests it if there's a text model for typed questions. */
const onTextModel =
  (run: (ask: AskText) => Promise<Observation>): Assumption['run'] =>
  async (tools) => {
    const { typed } = tools;
    if (typed === 'off') return { holds: true, seen: 'not tried: no text model answers typed questions' };
    return run((question) => askText(question, { ...tools, ...typed }));
  };

const askText = async (
  { text, recordings = [] }: TextProbeQuestion,
  { model, thinking, google, clock, signal }: AskMeans,
): Promise<Turn> => {
  const { declarations: tools, ...registry } = makeToolRegistry([writeTool]);
  const log = openLog('silent', [], process.stderr);
  const openDesk = openToolDesk({ declarations: tools, ...registry }, { clock, log, observe() {} });
  const texts = new TextModel({ google: google(), openDesk, clock, log });
  const plan = { model, thinking, instruction: composeInstruction({ writes: true }), tools };
  const answer = new Turn({ person: { id: '1', name: 'Ada' }, text, at: 0 });
  await texts.ask({ plan, question: `[Ada] ${text}`, recordings, said: [] }, answer, signal);
  answer.finish({ is: 'complete' });
  return answer;
};

const answers: Assumption = {
  name: 'the text model answers',
  why: 'typed questions wait for it, and then the Live model answers them',
  setting: SETTING,
  run: onTextModel(async (ask) => {
    const { text } = await ask({ text: 'Say just this one word: ready' });
    return { holds: !isBlank(text), seen: isBlank(text) ? 'it answered without a word' : `"${text.trim()}"` };
  }),
};

const writes: Assumption = {
  name: 'the text model writes by its function',
  why: 'code and tables come as running text, or an answer ends at its first call',
  setting: `${SETTING}, or WRITTEN_ANSWERS`,
  run: onTextModel(async (ask) => {
    const question = 'Write the word ready by your function. When that is done, say: done';
    const { written, text } = await ask({ text: question });
    const [part] = written;
    if (!part) return { holds: false, seen: `it wrote nothing and said "${text.trim()}"` };
    return { holds: !isBlank(text), seen: `it wrote "${part.markdown.trim()}" and said "${text.trim()}"` };
  }),
};

const hears: Assumption = {
  name: 'the text model hears recordings',
  why: 'voice messages get answers about something else, or none',
  setting: SETTING,
  run: onTextModel(async (ask) => {
    const recordings = [{ name: 'hello.wav', pcm: await loadHello() }];
    const { text } = await ask({ text: 'What is said in this recording? Say only its words.', recordings });
    return { holds: /hello/i.test(text), seen: `it understood "${text.trim()}"` };
  }),
};

/** The assumptions about the text model for typed questions, in the order of their tests. */
export const typedAssumptions: readonly Assumption[] = [answers, writes, hears];
