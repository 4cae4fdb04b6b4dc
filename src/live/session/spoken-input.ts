import type { Ending } from '../failures/connection-ending.ts';
import type { ClientMessages } from '../protocol/client-message.ts';
import { type LeftOut, noteUnheard, type QuestionParts } from '../protocol/question-parts.ts';
import type { SessionPlan } from '../protocol/setup.ts';
import { PictureDisplay, type ShowingMeans } from './picture-display.ts';
import type { SessionInput } from './session-input.ts';
import type { SpeakerMarkers } from './speaker-markers.ts';
import type { LiveSpeech } from './speech.ts';

/** How often an utterance is said: more often than a question, because it can't be asked for again as easily. */
const MOST_SPOKEN = 4;

/**
 * What a person says while they say it, or a recording. It's led by content where the model takes that before speech. A
 * lead that is a text names the speaker in its last line, which otherwise goes into the instruction of the connection. What is
 * above that, or in parts, has other people's words in it, which never go into an instruction: where it can't lead, lines are
 * left out, and parts are asked without the sound.
 */
export class SpokenInput implements SessionInput {
  readonly most = MOST_SPOKEN;
  readonly #speech: LiveSpeech;
  readonly #lead: QuestionParts;
  readonly #pictures: PictureDisplay;
  readonly #means: ShowingMeans & { markers: SpeakerMarkers };
  /** Whether the lead is said, and if so, when it was: in milliseconds of the clock. */
  #marking: { is: 'off' } | { is: 'on'; at: number } = { is: 'off' };

  constructor(speech: LiveSpeech, lead: QuestionParts, means: ShowingMeans & { markers: SpeakerMarkers }) {
    this.#speech = speech;
    this.#lead = lead;
    this.#pictures = new PictureDisplay(lead, means);
    this.#means = means;
  }

  get goesOn(): boolean {
    return this.#speech.speaking;
  }

  chooseSpeaker({ setup, model }: SessionPlan, speaker: string | undefined): string | undefined {
    const isMarked = model.marks && this.#means.markers.isAllowed(setup.model);
    this.#marking = isMarked ? { is: 'on', at: 0 } : { is: 'off' };
    if (isMarked) return undefined;
    return typeof this.#lead === 'string' ? this.#lead.split('\n').at(-1) : speaker;
  }

  listLeftOut(plan: SessionPlan): readonly LeftOut[] {
    return [...this.#pictures.listLeftOut(plan), ...(this.#isMute(plan) ? ['sound' as const] : [])];
  }

  words(plan: SessionPlan): ClientMessages {
    if (this.#isMute(plan)) return this.#pictures.ask(plan, noteUnheard);
    if (this.#marking.is === 'off') return this.#speech.words(undefined, plan.activity);
    this.#marking.at = this.#means.clock.now();
    return this.#speech.words(this.#pictures.take(plan), plan.activity);
  }

  isSuspect(plan: SessionPlan, ending: Ending): boolean {
    return this.#pictures.isSuspect(plan, ending) || this.#isMarkerSuspect(plan);
  }

  noteDeath(plan: SessionPlan, ending: Ending): void {
    if (this.#pictures.isSuspect(plan, ending)) this.#pictures.noteDeath(plan);
    else this.#means.markers.noteDeath(plan.setup.model);
  }

  noteAnswer(plan: SessionPlan): void {
    this.#pictures.noteSurvival(plan);
    if (this.#marking.is === 'on') this.#means.markers.noteSurvival(plan.setup.model);
  }

  #isMarkerSuspect({ setup }: SessionPlan): boolean {
    const { markers, clock } = this.#means;
    return this.#marking.is === 'on' && markers.isSuspect(setup.model, clock.now() - this.#marking.at);
  }

  /** Whether its sound can't be sent, because what belongs before it can't. */
  #isMute({ model }: SessionPlan): boolean {
    return typeof this.#lead !== 'string' && (this.#marking.is === 'off' || !model.sounds);
  }
}
