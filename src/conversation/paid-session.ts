import type { Clock } from '../base/clock.ts';
import type { Foresight, Hold, Spender } from '../base/expense.ts';
import { listPictures, type QuestionParts, readWords } from '../live/protocol/question-parts.ts';
import { RecordedSpeech } from '../live/session/recorded-speech.ts';
import type { AnswerOutcome } from '../live/session/session.ts';
import { countTokens } from './memory/tokens.ts';
import type { LiveSession } from './turns/live-session.ts';
import { findSpender } from './turns/question.ts';
import type { Turn } from './turns/turn.ts';
import { watchLength } from './turns/turn-purse.ts';

type PaidSessionOptions = {
  session: LiveSession<number | undefined>;
  /** Makes room in every cap of the place for a turn. @throws UserError if there's none. */
  hold(spender: Spender, foresight: Foresight): Promise<Hold>;
  clock: Clock;
};

/** Asks the session, once what came before may be asked. `signal` aborts as well if the money ends. */
type AskSession = (signal: AbortSignal) => Promise<AnswerOutcome>;

/**
 * A session that asks nothing before there's room in every cap for the worst that it can cost, and that stops a turn
 * which gets longer than what is left.
 */
export const makePaidSession = ({ session, hold, clock }: PaidSessionOptions): LiveSession<number | undefined> => {
  const pay = async (turn: Turn, foresight: Foresight, speech: PaidSpeech, signal: AbortSignal, ask: AskSession) => {
    signal.throwIfAborted();
    const asked = turn.source.times;
    const room = await hold(findSpender(turn.question), foresight);
    const over = new AbortController();
    const spent = new AbortController();
    try {
      watchLength({ turn, hold: room, speech, clock }, (reason) => spent.abort(reason), over.signal);
      return await ask(AbortSignal.any([signal, spent.signal]));
    } finally {
      over.abort('the turn is over');
      // Nobody waits for the store at the end of a turn.
      void room.close(turn.source.times > asked);
    }
  };
  return {
    get connected() {
      return session.connected;
    },
    get needed() {
      return session.needed;
    },
    ask: (question, number, turn, signal) =>
      pay(turn, foresee(question, 0), undefined, signal, (both) => session.ask(question, number, turn, both)),
    hear: (speech, lead, number, turn, signal) => {
      const live = speech instanceof RecordedSpeech ? undefined : speech;
      const ask: AskSession = (both) => session.hear(speech, lead, number, turn, both);
      return pay(turn, foresee(lead, speech.length), live, signal, ask);
    },
    close: () => session.close(),
    forget: () => session.forget(),
    abandon: () => session.abandon(),
  };
};

type PaidSpeech = Parameters<typeof watchLength>[0]['speech'];

const foresee = (question: QuestionParts, soundMs: number): Foresight => ({
  questionTokens: countTokens(readWords(question)),
  soundMs,
  pictures: listPictures(question).length,
});
