import type { Clock } from '../../base/clock.ts';
import { type ClientMessages, sendQuestion } from '../protocol/client-message.ts';
import {
  type LeftOut,
  listPictures,
  noteUnheard,
  type QuestionParts,
  removePictures,
} from '../protocol/question-parts.ts';
import type { SessionPlan } from '../protocol/setup.ts';
import type { SpeakerMarkers } from './speaker-markers.ts';
import type { LiveSpeech } from './speech.ts';

/** Something that is said to a session, over as many connections as it takes. */
export type SessionInput = {
  /** How often it's said at most. */
  readonly most: number;
  /** Whether it's still being said, so that nobody waits for an answer yet. */
  readonly goesOn: boolean;
  /** Whom the instruction of the next connection has to name, if anyone; before, that was `speaker`. */
  chooseSpeaker(plan: SessionPlan, speaker: string | undefined): string | undefined;
  /** What a model with such a plan isn't given of it. */
  listLeftOut(plan: SessionPlan): readonly LeftOut[];
  /** Says it on a connection with such a plan. */
  words(plan: SessionPlan): ClientMessages;
  /** Whether a connection that has just ended may have died of how the words began. */
  isSuspect(plan: SessionPlan): boolean;
  /** It did die of that, as far as that can be known. */
  noteDeath(plan: SessionPlan): void;
  /** It was answered. */
  noteAnswer(plan: SessionPlan): void;
};

/** How often a question is sent. An utterance is sent more often, because it can't be asked for again as easily. */
const MOST_ASKED = 2;
const MOST_SPOKEN = 4;

/** Something that is sent at once and names nobody. */
export const makeImmediateInput = (words: ClientMessages): SessionInput => ({
  most: MOST_ASKED,
  goesOn: false,
  chooseSpeaker: (_, speaker) => speaker,
  listLeftOut: () => [],
  words: () => words,
  isSuspect: () => false,
  noteDeath() {},
  noteAnswer() {},
});

/** A typed question, with its pictures where the model takes them. */
export const makeTypedInput = (question: QuestionParts): SessionInput => {
  const isSeen = ({ model }: SessionPlan) => model.images === 'content' || listPictures(question).length === 0;
  return {
    ...makeImmediateInput(() => {}),
    listLeftOut: (plan) => (isSeen(plan) ? [] : ['pictures']),
    words: (plan) => sendQuestion(isSeen(plan) ? question : removePictures(question), plan.model),
  };
};

/**
 * What a person says while they say it, or a recording. It's led by content where the model takes that before speech. A
 * lead that is a text names the speaker, and otherwise goes into the instruction of the connection. One in parts has
 * other people's words in it, which never go into an instruction: without it, the question is asked without its sound.
 */
export class SpokenInput implements SessionInput {
  readonly most = MOST_SPOKEN;
  readonly #speech: LiveSpeech;
  readonly #lead: QuestionParts;
  readonly #markers: SpeakerMarkers;
  readonly #clock: Pick<Clock, 'now'>;
  /** Whether the marker is said, and if so, when it was: in milliseconds of the clock. */
  #marking: { is: 'off' } | { is: 'on'; at: number } = { is: 'off' };

  constructor(speech: LiveSpeech, lead: QuestionParts, markers: SpeakerMarkers, clock: Pick<Clock, 'now'>) {
    this.#speech = speech;
    this.#lead = lead;
    this.#markers = markers;
    this.#clock = clock;
  }

  get goesOn(): boolean {
    return this.#speech.speaking;
  }

  chooseSpeaker({ setup, model }: SessionPlan, speaker: string | undefined): string | undefined {
    const lead = this.#lead;
    const isMarked = model.marks && this.#markers.isAllowed(setup.model);
    this.#marking = isMarked ? { is: 'on', at: 0 } : { is: 'off' };
    if (typeof lead === 'string') return isMarked ? undefined : lead;
    return isMarked ? undefined : speaker;
  }

  listLeftOut(plan: SessionPlan): readonly LeftOut[] {
    const isBlind = plan.model.images !== 'content' && listPictures(this.#lead).length > 0;
    return [...(isBlind ? ['pictures' as const] : []), ...(this.#isMute(plan) ? ['sound' as const] : [])];
  }

  words(plan: SessionPlan): ClientMessages {
    const { model, activity } = plan;
    const lead = model.images === 'content' ? this.#lead : removeLeadPictures(this.#lead);
    if (this.#isMute(plan)) return sendQuestion(noteUnheard(lead), model);
    if (this.#marking.is === 'off') return this.#speech.words(undefined, activity);
    this.#marking.at = this.#clock.now();
    return this.#speech.words(lead, activity);
  }

  isSuspect({ setup }: SessionPlan): boolean {
    if (this.#marking.is === 'off') return false;
    return this.#markers.isSuspect(setup.model, this.#clock.now() - this.#marking.at);
  }

  /** Whether its sound can't be sent, because what belongs before it can't. */
  #isMute({ model }: SessionPlan): boolean {
    return typeof this.#lead !== 'string' && (this.#marking.is === 'off' || !model.sounds);
  }

  noteDeath({ setup }: SessionPlan): void {
    this.#markers.noteDeath(setup.model);
  }

  noteAnswer({ setup }: SessionPlan): void {
    if (this.#marking.is === 'on') this.#markers.noteSurvival(setup.model);
  }
}

const removeLeadPictures = (lead: QuestionParts): QuestionParts =>
  typeof lead === 'string' ? lead : removePictures(lead);
