import { toText } from '../base/errors.ts';
import type { AnswerEnd } from '../conversation/turns/answer-end.ts';
import { Turn } from '../conversation/turns/turn.ts';
import type { Text } from '../text/text.ts';
import type { CallView, Venue } from './contract.ts';

/** The mark of an answer that needs none; see `CaptionStyle.mark`. */
const UNMARKED = Promise.resolve(undefined);

/** Where it's noted that a person was answered. */
type AnswerNotes = { noteAnswer(userId: string): void };

/** What writing captions needs of a call. */
type CallCaptionsOptions = {
  venue: Pick<Venue, 'caption'>;
  view(): CallView;
  /** Tells people what went wrong with a turn that isn't shown anywhere else. */
  onFailure(text: Text): void;
};

/** Writes what is said in a call, as far as its captions are on, and what people would miss without them. */
export class CallCaptions {
  readonly #options: CallCaptionsOptions;
  readonly #answers: AnswerNotes;

  constructor(options: CallCaptionsOptions, answers: AnswerNotes) {
    this.#options = options;
    this.#answers = answers;
  }

  /** Writes a turn once it's known to be for Parley; with all captions, also a question that wasn't. */
  async write(turn: Turn, open: Promise<boolean>, mark: Promise<Text | undefined>): Promise<void> {
    const { venue, view, onFailure: failed } = this.#options;
    const { conversationId, captions, noticeIn } = view();
    if (await open) {
      const unsaid = turn.ended.then((end) => isUnsaid(turn, end));
      const written = venue.caption(conversationId, turn, { captions, noticeIn, mark, unsaid });
      const end = await turn.ended;
      if (isUnsaid(turn, end) || isOnlyWritten(turn, end)) this.#answers.noteAnswer(turn.question.person.id);
      // Without captions, people would miss why there's no answer.
      if (captions === 'off' && !isUnsaid(turn, end) && (end.is === 'failed' || end.is === 'broken')) {
        await written;
        failed(toText(end.error));
      }
      if (captions === 'off' && turn.source.refused.has('search')) failed({ code: 'gemini.no-search' });
      await written;
    } else {
      const { end, heard } = turn;
      // Without a transcript it isn't known who was being talked to, so everyone is told once.
      if (end?.is === 'failed' && heard === '') failed(toText(end.error));
      if (captions === 'all')
        await venue.caption(conversationId, makeUnansweredTurn(turn), { captions, noticeIn, mark: UNMARKED });
    }
  }
}

/** Whether an answer has words and no sound. */
const isUnsaid = (turn: Turn, { is }: AnswerEnd): boolean =>
  turn.spoken.text !== '' && turn.audioBytes.came === 0 && is !== 'interrupted';

/** Whether an answer is there to be seen, and nothing was said aloud. */
const isOnlyWritten = (turn: Turn, { is }: AnswerEnd): boolean =>
  turn.written.length > 0 && turn.audioBytes.came === 0 && is !== 'interrupted';

/** A copy of a turn with its question only, whenever that is understood: its answer wasn't meant to be heard. */
const makeUnansweredTurn = (turn: Turn): Turn => {
  const shown = new Turn(turn.question);
  const addHeard = async () => shown.addHeard(turn.heard.slice(shown.heard.length));
  void addHeard();
  turn.changes.on((change) => (change === 'understood' ? addHeard() : Promise.resolve()));
  shown.finish({ is: 'silent' });
  shown.number.settle(undefined);
  return shown;
};
