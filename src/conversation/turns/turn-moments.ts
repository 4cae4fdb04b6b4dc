import type { Clock } from '../../base/clock.ts';
import { UserError } from '../../base/errors.ts';
import type { Observe } from '../../base/events.ts';
import type { LaterMoment, Moments } from '../../base/moments.ts';
import type { Place } from '../../base/place.ts';
import type { AnswerEnd } from './answer-end.ts';
import type { AnswerPiece } from './answer-piece.ts';
import type { Question } from './question.ts';
import type { Turn } from './turn.ts';

type MomentMeans = { clock: Clock; observe: Observe };

/** How many turns have been numbered in this process. */
let count = 0;

/** Begins the time line of a question: numbers its turn, and reports what has happened to it by now. */
export const beginMoments = (place: Place, question: Question, { clock, observe }: MomentMeans): Moments => {
  count += 1;
  const turn = count;
  const { arrival, aloud } = question;
  const now = clock.now();
  const at = arrival?.at ?? now;
  const { server, channel } = place;
  const way = aloud ? 'spoken' : 'typed';
  observe({ is: 'moment', what: 'asked', turn, at, server, channel, way, wall: question.at - (now - at) });
  if (arrival?.claimedAt !== undefined) observe({ is: 'moment', what: 'claimed', turn, at: arrival.claimedAt });
  return {
    note: (what, detail) => observe({ is: 'moment', what, turn, at: clock.now(), detail }),
  };
};

/** Notes whether a question may be asked, which `ready` tells, how its turn ends, and whether that's recorded. */
export const noteCourse = ({ moments, ended, number }: Turn, ready: Promise<unknown> = Promise.resolve()): void => {
  ready.then(
    () => moments.note('admitted'),
    () => {},
  );
  void ended.then((end) => {
    const code = codeOf(end);
    if (code !== undefined) moments.note('told', code);
    moments.note('ended', end.is);
    void number.settled.then((its) => moments.note(its === undefined ? 'unrecorded' : 'recorded'));
  });
};

/** The code of what people read about an end. Its values may be anybody's words, so they're left out. */
const codeOf = (end: AnswerEnd): string | undefined => {
  if (end.is === 'silent') return end.reason?.code;
  if (end.is !== 'failed' && end.is !== 'broken') return undefined;
  return end.error instanceof UserError ? end.error.text.code : 'error';
};

/** Which moment the first piece of a kind is. */
const FIRST: Partial<Record<AnswerPiece['is'], LaterMoment>> = {
  text: 'worded',
  audio: 'sounded',
  written: 'written',
  heard: 'understood',
  slow: 'slow',
};

/** Notes the first pieces of an answer, again after it was withdrawn. */
export class PieceMoments {
  readonly #moments: Moments;
  readonly #seen = new Set<AnswerPiece['is']>();

  constructor(moments: Moments) {
    this.#moments = moments;
  }

  /** A piece of this kind came. */
  take(is: AnswerPiece['is']): void {
    if (is === 'withdrawn') {
      this.#seen.clear();
      this.#moments.note('withdrawn');
    }
    const what = FIRST[is];
    if (!what || this.#seen.has(is)) return;
    this.#seen.add(is);
    this.#moments.note(what);
  }
}
