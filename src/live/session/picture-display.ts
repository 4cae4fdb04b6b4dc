import type { Clock } from '../../base/clock.ts';
import type { Ending } from '../failures/connection-ending.ts';
import { type ClientMessages, sendFrame, sendQuestion } from '../protocol/client-message.ts';
import type { Model } from '../protocol/models.ts';
import { type LeftOut, listPictures, type QuestionParts, removePictures } from '../protocol/question-parts.ts';
import type { SessionPlan } from '../protocol/setup.ts';
import type { ImageTolerance } from './image-tolerance.ts';

/** Milliseconds between two frames of video: Live looks at one a second. */
const BETWEEN_FRAMES = 1_000;

/** Whether the pictures of a question are a part of what is said, and since when: in milliseconds of the clock. */
type ShowingState = { is: 'hidden' } | { is: 'shown'; at: number };

/** What pictures are shown by. */
export type ShowingMeans = { images: ImageTolerance; clock: Clock };

/** Shows the pictures of one question in the way that a model takes, as long as its connections survive that. */
export class PictureDisplay {
  readonly #question: QuestionParts;
  readonly #means: ShowingMeans;
  readonly #hasPictures: boolean;
  #state: ShowingState = { is: 'hidden' };

  constructor(question: QuestionParts, means: ShowingMeans) {
    this.#question = question;
    this.#means = means;
    this.#hasPictures = listPictures(question).length > 0;
  }

  /** How often more than others a question with pictures is said: they may cost it two connections. */
  get extra(): number {
    return this.#hasPictures ? 1 : 0;
  }

  /** What a model with such a plan isn't shown. */
  listLeftOut(plan: SessionPlan): readonly LeftOut[] {
    return this.#hasPictures && !this.#isShown(plan) ? ['pictures'] : [];
  }

  /** The question in parts, as it may be said now, in content. */
  take(plan: SessionPlan): QuestionParts {
    const isShown = this.#isShown(plan);
    this.#state = isShown ? { is: 'shown', at: this.#means.clock.now() } : { is: 'hidden' };
    return isShown || !this.#hasPictures ? this.#question : removePictures(this.#question);
  }

  /** Asks the question, or `reworded`, as a typed one. */
  ask(plan: SessionPlan, reword: (question: QuestionParts) => QuestionParts = (question) => question): ClientMessages {
    const question = reword(this.take(plan));
    const { model } = plan;
    if (model.images !== 'frame' || this.#state.is === 'hidden') return sendQuestion(question, model);
    return (session, { over }) => void sendFrames(question, model)(session, this.#means.clock, over);
  }

  /** Whether a connection that has just ended may have died of the pictures. A network fault isn't their doing. */
  isSuspect({ setup }: SessionPlan, { code }: Ending): boolean {
    const { images, clock } = this.#means;
    return this.#state.is === 'shown' && code > 1006 && images.isSuspect(setup.model, clock.now() - this.#state.at);
  }

  noteDeath({ setup }: SessionPlan): void {
    this.#means.images.noteDeath(setup.model);
  }

  noteSurvival({ setup }: SessionPlan): void {
    if (this.#state.is === 'shown') this.#means.images.noteSurvival(setup.model);
  }

  #isShown({ model, setup }: SessionPlan): boolean {
    return this.#hasPictures && model.images !== 'none' && this.#means.images.isAllowed(setup.model);
  }
}

/** Sends pictures as frames of video, at the pace at which Live looks at them, and then the words. */
const sendFrames =
  (question: QuestionParts, model: Model) =>
  async (session: Parameters<ClientMessages>[0], clock: Clock, over: AbortSignal): Promise<void> => {
    try {
      for (const [index, picture] of listPictures(question).entries()) {
        if (index > 0) await clock.sleep(BETWEEN_FRAMES, over);
        sendFrame(picture)(session);
      }
      sendQuestion(question, model)(session);
    } catch {
      // The generation is over, and with it the pause.
    }
  };
