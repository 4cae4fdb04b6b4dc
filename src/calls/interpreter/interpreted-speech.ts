import { countBytes, EAR_RATE } from '../../audio/pcm.ts';
import { WaitingSound } from '../../audio/waiting-sound.ts';
import { toText } from '../../base/errors.ts';
import type { Hold } from '../../base/expense.ts';
import type { Text } from '../../text/text.ts';
import { SpeechRoom } from './speech-room.ts';
import type { TranslatedTurn } from './translated-turn.ts';
import type { TranslatedSpeech, Translator } from './translations.ts';

/** What one utterance needs of its interpreter. */
type InterpretedSpeechMeans = {
  /** What translates it, for each language. */
  translators: readonly Translator[];
  /** Makes the translation into one language. */
  makeTurn(): TranslatedTurn;
  /** Asks whether its speaker may say it. Rejects with the refusal, which people are told. */
  admit(): Promise<void>;
  /** Makes room for it. @throws UserError if a cap is full */
  hold(): Promise<Hold>;
  /** Tells people why nothing of it is translated. */
  onFailure(text: Text): void;
};

/** How much of the ears' sound is one millisecond, in bytes. */
const BYTES_PER_MS = countBytes(1, EAR_RATE);

/** How often the rest of an utterance is heard anew whose connection broke in the middle. */
const MOST_ANEW = 3;

/** It on its way into one language. When a connection breaks in the middle, the rest of it gets another turn. */
type Direction = { translator: Translator; speech: TranslatedSpeech; turn: TranslatedTurn };

/** How far it is. `sound` is what was said before it may be translated, and `isOver` whether its speaker fell silent. */
type SpeechState =
  | { is: 'waiting'; sound: WaitingSound; isOver: boolean }
  | { is: 'translated'; room: SpeechRoom; all: Direction[]; isOver: boolean }
  | { is: 'done' };

/**
 * One utterance on its way through the translators of both languages. Which of them its speaker speaks isn't known before: the translator
 * into that language stays silent. Nothing of it is sent before its speaker may say it and there's room for it in every cap.
 */
export class InterpretedSpeech {
  readonly userId: string;
  /** Settles when nothing more comes of it. It never rejects. */
  readonly done: Promise<void>;
  readonly #means: InterpretedSpeechMeans;
  #state: SpeechState = { is: 'waiting', sound: new WaitingSound(), isOver: false };

  constructor(userId: string, means: InterpretedSpeechMeans) {
    this.userId = userId;
    this.#means = means;
    this.done = this.#run();
  }

  /** More of it: 16 kHz PCM. After its end nothing is taken: its speaker may have lost the right to be heard. */
  write(pcm: Buffer): void {
    const state = this.#state;
    if (state.is === 'done' || state.isOver) return;
    if (state.is === 'waiting') state.sound.add(pcm);
    else this.#send(state, pcm);
  }

  /** Its speaker fell silent. The rest of the translation still comes. */
  end(): void {
    const state = this.#state;
    if (state.is !== 'done') state.isOver = true;
    if (state.is === 'translated') for (const { speech } of state.all) speech.end();
  }

  /** Nobody wants any more of it. What came stays. */
  drop(): void {
    const state = this.#state;
    if (state.is === 'translated') for (const { speech } of state.all) speech.drop();
    else this.#state = { is: 'done' };
  }

  /** No more of it can be translated, as when a cap is full. What came stays, and people read why there's no more. */
  halt(error: Error): void {
    const state = this.#state;
    if (state.is === 'done') return;
    const told = state.is === 'translated' && state.all.filter(({ turn }) => turn.halt(error)).length > 0;
    this.drop();
    if (!told) this.#means.onFailure(toText(error));
  }

  /** Its speaker opted out: what came is taken back. */
  unhear(): void {
    if (this.#state.is === 'translated') for (const { turn } of this.#state.all) turn.unhear();
    this.drop();
  }

  async #run(): Promise<void> {
    const { admit, hold, onFailure } = this.#means;
    try {
      await admit();
    } catch {
      this.#state = { is: 'done' };
      return;
    }
    try {
      const room = await hold();
      if (this.#state.is === 'waiting') await this.#translate(room, this.#state);
      else void room.close(false);
    } catch (error) {
      onFailure(toText(error));
    }
    this.#state = { is: 'done' };
  }

  async #translate(hold: Hold, { sound, isOver }: SpeechState & { is: 'waiting' }): Promise<void> {
    const { translators } = this.#means;
    const room = new SpeechRoom(hold, translators.length, (error) => this.halt(error));
    const all = translators.map((translator) => this.#direct(translator));
    const state: SpeechState = { is: 'translated', room, all, isOver: false };
    this.#state = state;
    for (let pcm = sound.take(); pcm; pcm = sound.take()) this.#send(state, pcm);
    if (isOver) this.end();
    await Promise.all(all.map((direction) => this.#follow(direction, state, sound.lost / BYTES_PER_MS)));
    room.close();
  }

  #direct(translator: Translator): Direction {
    const turn = this.#means.makeTurn();
    return { translator, turn, speech: translator.hear({ id: this.userId }, turn) };
  }

  /** Follows it into one language to its end. `lost` milliseconds of it were dropped before. */
  async #follow(direction: Direction, state: SpeechState & { is: 'translated' }, lost: number): Promise<void> {
    for (let left = MOST_ANEW; ; left--) {
      const { speech, turn, translator } = direction;
      const end = await speech.ended;
      turn.finish(end, speech.lost + lost);
      if (end.is !== 'lost' || !end.part || state.isOver || left === 0) return;
      Object.assign(direction, this.#direct(translator));
    }
  }

  #send({ room, all }: SpeechState & { is: 'translated' }, pcm: Buffer): void {
    for (const { speech } of all) speech.write(pcm);
    room.add(pcm.length / BYTES_PER_MS);
  }
}
