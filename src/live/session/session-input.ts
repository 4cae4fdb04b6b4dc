import type { Clock } from '../../base/clock.ts';
import type { ClientMessages } from '../protocol/client-message.ts';
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

/** Something that is sent at once, such as a typed question. It names nobody. */
export const makeTypedInput = (words: (plan: SessionPlan) => ClientMessages): SessionInput => ({
  most: MOST_ASKED,
  goesOn: false,
  chooseSpeaker: (_, speaker) => speaker,
  words,
  isSuspect: () => false,
  noteDeath() {},
  noteAnswer() {},
});

/**
 * What a person says while they say it. Its speaker is named by a marker in front of the speech where the model takes
 * markers, and otherwise in the instruction of the connection.
 */
export class SpokenInput implements SessionInput {
  readonly most = MOST_SPOKEN;
  readonly #speech: LiveSpeech;
  readonly #marker: string;
  readonly #markers: SpeakerMarkers;
  readonly #clock: Pick<Clock, 'now'>;
  /** Whether the marker is said, and if so, when it was: in milliseconds of the clock. */
  #marking: { is: 'off' } | { is: 'on'; at: number } = { is: 'off' };

  constructor(speech: LiveSpeech, marker: string, markers: SpeakerMarkers, clock: Pick<Clock, 'now'>) {
    this.#speech = speech;
    this.#marker = marker;
    this.#markers = markers;
    this.#clock = clock;
  }

  get goesOn(): boolean {
    return this.#speech.speaking;
  }

  chooseSpeaker({ setup, model }: SessionPlan): string | undefined {
    const isMarked = model.marks && this.#markers.isAllowed(setup.model);
    this.#marking = isMarked ? { is: 'on', at: 0 } : { is: 'off' };
    return isMarked ? undefined : this.#marker;
  }

  words({ activity }: SessionPlan): ClientMessages {
    if (this.#marking.is === 'off') return this.#speech.words(undefined, activity);
    this.#marking.at = this.#clock.now();
    return this.#speech.words(this.#marker, activity);
  }

  isSuspect({ setup }: SessionPlan): boolean {
    if (this.#marking.is === 'off') return false;
    return this.#markers.isSuspect(setup.model, this.#clock.now() - this.#marking.at);
  }

  noteDeath({ setup }: SessionPlan): void {
    this.#markers.noteDeath(setup.model);
  }

  noteAnswer({ setup }: SessionPlan): void {
    if (this.#marking.is === 'on') this.#markers.noteSurvival(setup.model);
  }
}
