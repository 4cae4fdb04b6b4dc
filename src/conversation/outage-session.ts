import { isBlank } from '../base/blank.ts';
import type { PastTurn } from '../live/protocol/client-message.ts';
import { type QuestionParts, readWords } from '../live/protocol/question-parts.ts';
import type { AnswerOutcome } from '../live/session/session.ts';
import type { LiveSpeech } from '../live/session/speech.ts';
import { StoreUnavailableError } from '../store/store-errors.ts';
import type { Transcript } from './memory/transcript.ts';
import { quoteLines } from './people/quoted-text.ts';
import { tellAnswer } from './turns/answer-part.ts';
import type { LiveSession } from './turns/live-session.ts';
import type { Turn } from './turns/turn.ts';

/** What was said while nothing could be remembered: turns counted from 1. */
export type OutageTurns = {
  /** The turns after the first `turns`, oldest first. */
  since(turns: number): PastTurn[];
};

type OutageSessionOptions = {
  /** The session that remembers the conversation. */
  session: LiveSession;
  /** Makes a session that knows only what is said meanwhile, and stores nothing. */
  make(meanwhile: OutageTurns): LiveSession;
  /** The conversation's transcript. */
  transcript: Pick<Transcript, 'check' | 'unsettled'>;
};

/** How many turns of the outage its next connection is told. */
const MOST = 20;

/** A turn of an outage. The question may be understood a little later than it's asked. */
type OutageTurn = { number: number; asked(): string; answer: Turn };

/** An outage: the session that answers meanwhile, how many turns it has had, and the newest of them. */
type Outage = { session: LiveSession; count: number; newest: OutageTurn[] };

/** As the model's own words, like a recap, because nobody asked for it. */
export const UNREADABLE: PastTurn = {
  asked: '(What was said in this conversation before cannot be looked up at the moment.)',
  answered:
    '(I answer what I can without it. If I am asked about it, I say that I cannot look it up just now, and that I will ' +
    'know it again later.)',
};

// Each of these is made outside of what asks, so that it keeps words, and neither pictures nor sound.

/** The words of a typed question. */
const keepWords = (question: QuestionParts): OutageTurn['asked'] => {
  const words = readWords(question);
  return () => words;
};

/** A lead with what is understood of the speech after it. A recording may hold anybody's words, so they're quoted. */
const keepSpeech = (lead: QuestionParts, answer: Turn): OutageTurn['asked'] => {
  const words = readWords(lead);
  if (typeof lead === 'string') return () => `${words} ${answer.heard}`;
  return () => (isBlank(answer.heard) ? words : `${words}\n${quoteLines(answer.heard.trim())}`);
};

/**
 * A session that answers even while the transcript can't be read. The one that remembers isn't asked then: it would
 * begin a new conversation, and its handle would stand for one that it doesn't know. Another session takes its place
 * until the transcript can be read.
 */
export class OutageSession implements LiveSession<number | undefined> {
  readonly #options: OutageSessionOptions;
  #outage: Outage | undefined;
  /** Whether there's nothing to look up, because the conversation was to be forgotten. */
  #hasForgotten = false;

  constructor(options: OutageSessionOptions) {
    this.#options = options;
  }

  get connected(): boolean {
    return this.#options.session.connected || this.#outage?.session.connected === true;
  }

  get needed(): boolean {
    const { session, transcript } = this.#options;
    return session.needed || this.#outage?.session.needed === true || transcript.unsettled;
  }

  readonly ask = (
    question: QuestionParts,
    number: number | undefined,
    answer: Turn,
    signal: AbortSignal,
  ): Promise<AnswerOutcome> =>
    this.#say(number, answer, {
      say: (to, its) => to.ask(question, its, answer, signal),
      asked: keepWords(question),
    });

  readonly hear = (
    speech: LiveSpeech,
    lead: QuestionParts,
    number: number | undefined,
    answer: Turn,
    signal: AbortSignal,
  ): Promise<AnswerOutcome> =>
    this.#say(number, answer, {
      say: (to, its) => to.hear(speech, lead, its, answer, signal),
      asked: keepSpeech(lead, answer),
    });

  async close(): Promise<void> {
    await Promise.all([this.#options.session.close(), this.#outage?.session.close()]);
  }

  async forget(): Promise<void> {
    this.#giveUp();
    this.#hasForgotten = true;
    await this.#options.session.forget();
  }

  abandon(): void {
    this.#giveUp();
    this.#options.session.abandon();
  }

  async #say(
    number: number | undefined,
    answer: Turn,
    { say, asked }: { say(to: LiveSession, number: number): Promise<AnswerOutcome>; asked(): string },
  ): Promise<AnswerOutcome> {
    if (number !== undefined && (await this.#isRemembering())) {
      try {
        const outcome = await say(this.#options.session, number);
        this.#hasForgotten = false;
        return outcome;
      } catch (error) {
        if (!(error instanceof StoreUnavailableError)) throw error;
      }
    }
    const outage = this.#outage ?? this.#begin();
    outage.count += 1;
    const its = outage.count;
    try {
      return await say(outage.session, its);
    } finally {
      // Broken answers count too, because people have read them.
      outage.newest = [...outage.newest, { number: its, asked, answer }].slice(-MOST);
    }
  }

  /** Whether the session that remembers can be asked. */
  async #isRemembering(): Promise<boolean> {
    if (!this.#outage) return true;
    try {
      await this.#options.transcript.check();
    } catch {
      return false;
    }
    this.#giveUp();
    return true;
  }

  #begin(): Outage {
    const outage: Outage = {
      session: this.#options.make({ since: (turns) => this.#since(outage, turns) }),
      count: 0,
      newest: [],
    };
    this.#outage = outage;
    return outage;
  }

  #since({ newest }: Outage, turns: number): PastTurn[] {
    const later = newest.filter(({ number }) => number > turns);
    const said = later.map(({ asked, answer }) => ({
      asked: asked(),
      answered: tellAnswer(answer.spoken.text, answer.written, answer.grounding.sites),
    }));
    return [...(turns === 0 && !this.#hasForgotten ? [UNREADABLE] : []), ...said];
  }

  #giveUp(): void {
    this.#outage?.session.abandon();
    this.#outage = undefined;
  }
}
