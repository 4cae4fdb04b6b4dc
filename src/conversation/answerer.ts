import { unlessAborted } from '../base/clock.ts';
import { GeminiUnreachable } from '../live/connection/connect-patience.ts';
import { LATEST_WORDS } from '../live/protocol/input-transcript.ts';
import type { ConversationMemory } from './memory/conversation-memory.ts';
import { KnownSpeakers } from './people/known-speakers.ts';
import { formatSpokenMark } from './people/name-marks.ts';
import { makeAskTime } from './turns/answer-deadline.ts';
import { endIfUnanswered, recallAnswer } from './turns/answer-recall.ts';
import type { ChannelNotes } from './turns/button-notes.ts';
import { LatestTurns } from './turns/latest-turns.ts';
import type { LiveSession } from './turns/live-session.ts';
import { tellQuote } from './turns/quote.ts';
import { type StoredFile, toStoredFiles } from './turns/stored-files.ts';
import type { Turn } from './turns/turn.ts';
import type { SpokenJob, TypedJob } from './turns/turn-job.ts';
import { runTurn, type TurnInput, type TurnMeans } from './turns/turn-run.ts';
import type { TurnSchedule } from './turns/turn-schedule.ts';
import { prepareQuestion, sayQuestion } from './turns/typed-question.ts';
import { supersede, type Utterance, waitForWords } from './turns/utterance.ts';

export type AnswererOptions = TurnMeans & {
  memory: ConversationMemory;
  session: Pick<LiveSession<number | undefined>, 'ask' | 'hear'>;
  /** Called with every turn as it begins, so that it can be spoken and shown. */
  onBegin(turn: Turn): void;
  /** What else waits in the conversation. */
  schedule: Pick<TurnSchedule, 'speaks' | 'removeLate'>;
  /** What became of buttons, which is told with what is asked next. */
  buttons?: ChannelNotes;
};

/** Has the turns of one conversation answered, one at a time: it introduces the asker and says the question. */
export class Answerer {
  /** Who has spoken in the conversation. */
  readonly names = new KnownSpeakers();
  /** What was said last. */
  readonly latest = new LatestTurns();
  readonly #options: AnswererOptions;
  /** What was said aloud last, and until when it's waited for what was understood of it, in milliseconds. */
  #before: { turn: Turn; until: number } | undefined;

  constructor(options: AnswererOptions) {
    this.#options = options;
  }

  /** Asks what was typed, once its files are read, unless nobody wants the answer any more or another process gave it. */
  async answer(job: TypedJob, stop: AbortController): Promise<void> {
    const { turn } = job;
    const files = await prepareQuestion(job, this.#options.memory.answered, stop.signal);
    if (!files) return;
    turn.begin();
    const { id } = turn.question;
    const { memory, session, clock } = this.#options;
    if (id !== undefined && (await memory.answered.knows(id))) return recallAnswer(turn, id, { ...memory, clock });
    const say = async (number: number | undefined) => {
      await this.#meet(turn, toStoredFiles(files));
      return sayQuestion({ turn, files, session, clock }, number, stop.signal);
    };
    await this.#run(turn, { say, asked: makeAskTime(clock.now()) }, stop);
  }

  /** Passes on what is said, and has it answered unless others speak. */
  async listen({ turn, speech, ready }: SpokenJob, stop: AbortController): Promise<void> {
    const { clock, log } = this.#options;
    const say = async (number: number | undefined) => {
      if (ready) await unlessAborted(ready, stop.signal);
      await unlessAborted(this.#waitForOthers({ turn, speech }), stop.signal);
      await this.#meet(turn);
      const lead = [...(turn.question.quotes ?? []).map(tellQuote), formatSpokenMark(turn.speaker)].join('\n');
      return this.#options.session.hear(speech, lead, number, turn, stop.signal);
    };
    // Others began to speak while this one waited, so the model hears it but doesn't answer it.
    if (this.#options.schedule.speaks) void speech.said.then(() => supersede({ turn, speech }, stop, clock));
    await this.#run(turn, { say, asked: () => speech.silence }, stop);
    this.#before = { turn, until: clock.now() + LATEST_WORDS };
    if (speech.lostBytes > 0)
      log.warn({ event: 'speech.lost', bytes: speech.lostBytes }, 'speech was longer than what is kept');
  }

  /** Gemini can't be reached. The turn that found out tells its asker; others who have waited for long are told here. */
  #dismiss(error: GeminiUnreachable): void {
    for (const { is, turn } of this.#options.schedule.removeLate()) {
      if (is === 'speech') this.#begin(turn);
      void endIfUnanswered(turn, this.#options.memory.answered, () => turn.refuse(error));
    }
  }

  /**
   * Waits for what was understood of what another person said before, because later it couldn't be told whose words those are.
   * It's waited for only while somebody speaks, which costs no time.
   */
  async #waitForOthers({ turn: { question }, speech }: Utterance): Promise<void> {
    if (!this.#before) return;
    const { turn, until } = this.#before;
    const isExpected = turn.source.times > 0 && turn.end?.is !== 'failed' && turn.heard === '';
    if (!isExpected || turn.question.person.id === question.person.id) return;
    const { clock } = this.#options;
    const { promise, resolve } = Promise.withResolvers<void>();
    void speech.said.then(resolve);
    void waitForWords(turn, clock, Math.max(0, until - clock.now())).then(resolve);
    await promise;
  }

  /** Finds the labels that tell the asker, and the people who are quoted, from everyone who spoke before. */
  async #meet(turn: Turn, files: readonly StoredFile[] = []): Promise<void> {
    const { person, quotes } = turn.question;
    const { speakers = [] } = (await this.#options.memory.transcript.summary().catch(() => undefined)) ?? {};
    const name = this.names.meet(person, speakers);
    const authors = quotes?.map((quote) => this.names.meetAuthor(quote, speakers));
    turn.introduce(name, { files, ...(authors && { quotes: authors }) });
  }

  #begin(turn: Turn): void {
    this.latest.note(turn);
    this.#options.onBegin(turn);
  }

  async #run(turn: Turn, saying: TurnInput, stop: AbortController): Promise<void> {
    this.#begin(turn);
    // It's told with the question and as a part of it, so it's stored with it, too, and text models are told as well.
    const notes = turn.question.unasked ? [] : (this.#options.buttons?.list() ?? []);
    if (notes.length > 0) turn.introduce(turn.speaker.name, { quotes: [...(turn.question.quotes ?? []), ...notes] });
    await runTurn(turn, saying, this.#options, stop);
    const { end } = turn;
    // Whether a question that failed has reached a session isn't known, and to be told twice does no harm.
    if (end?.is !== 'failed') this.#options.buttons?.drop(notes);
    if (end?.is === 'failed' && end.error instanceof GeminiUnreachable) this.#dismiss(end.error);
  }
}
