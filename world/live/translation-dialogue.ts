import { NO_TOKENS, sumTokens } from '../../src/base/expense.ts';
import type { LocalConnection } from './connection.ts';
import { sizeOfSound } from './context-window.ts';
import { refuseFrame } from './frame-verdict.ts';
import type { LiveWorld } from './live-world.ts';
import type { LocalModel } from './local-models.ts';
import { ModelTurn } from './model-turn.ts';
import { SpeechIntake } from './speech-intake.ts';
import { AnswerUsage } from './token-usage.ts';
import type { HeardSpeech } from './translation-script.ts';
import { stageOf } from './turn-stage.ts';
import type { ClientFrame } from './wire.ts';

/** What a dialogue with a model that translates is between. It remembers nothing. */
type TranslationDialogueOptions = { world: LiveWorld; connection: LocalConnection; model: LocalModel };

/** Milliseconds of sound in as many bytes at 16 kHz. */
const toMs = (bytes: number): number => bytes / 32;

/** The server's side of a connection to a continuous interpreter, from setupComplete on: sound comes, and is translated. */
export class TranslationDialogue {
  readonly #options: TranslationDialogueOptions;
  readonly #hearing: SpeechIntake;
  readonly #life = new AbortController();
  /** Settles when what is being said is over. */
  #said = Promise.withResolvers<Buffer>();
  /** Settles when the translation of all that began before is over. */
  #translated: Promise<void> = Promise.resolve();
  /** Sound that nobody has been billed for yet, in bytes. */
  #unbilled = 0;

  constructor(options: TranslationDialogueOptions) {
    this.#options = options;
    const { world, connection } = options;
    this.#hearing = new SpeechIntake(world, connection, {
      began: () => this.#begin(),
      spoken: ({ audio }) => this.#said.resolve(audio),
    });
  }

  /** Takes a well-formed frame, or closes the connection because of it. */
  receive(frame: ClientFrame): void {
    const { connection, model, world } = this.#options;
    const { setup } = connection;
    const situation = { model, setup, rules: world.rules, seeding: false, speaking: this.#hearing.speaking };
    const refused = refuseFrame(frame, situation);
    const { realtimeInput } = frame;
    if (refused) connection.refuse(refused, frame);
    if (refused || !realtimeInput) return;
    this.#unbilled += Buffer.byteLength(realtimeInput.audio?.data ?? '', 'base64');
    this.#hearing.take(realtimeInput);
  }

  /** The connection has ended. What it heard is billed, whether it was translated or not. */
  ended(): void {
    this.#life.abort(new Error('the connection has ended'));
    this.#bill({ ...NO_TOKENS, soundIn: this.#takeSize() });
  }

  /** Somebody begins to speak. Their translation comes after those before it. */
  #begin(): void {
    this.#said = Promise.withResolvers();
    const { promise } = this.#said;
    this.#translated = this.#translated.then(() => this.#translate(promise));
  }

  async #translate(said: Promise<Buffer>): Promise<void> {
    const { world, connection, model } = this.#options;
    const { setup } = connection;
    const heard: HeardSpeech<LocalConnection> = {
      text: '',
      audio: Buffer.alloc(0),
      images: [],
      memory: [],
      setup,
      connection,
      signal: this.#life.signal,
      responses: [],
      target: setup.generationConfig?.translationConfig?.targetLanguageCode ?? 'en',
      said,
    };
    // What it takes is known only once it's over, so this is filled in then.
    const size = { text: 0, sound: 0, image: 0 };
    const usage = new AnswerUsage(size, { chance: 0, isDetailed: true, thinks: false });
    const turn = new ModelTurn(heard, stageOf(world, connection, { model, setup }), { question: undefined, usage });
    void said.then(() => {
      size.sound = this.#takeSize();
    });
    try {
      await turn.run(() => world.translating(heard));
    } catch (error) {
      world.failed(error);
      connection.close(1011, 'Internal error encountered.');
    }
    this.#bill(turn.billed);
  }

  /** The tokens of what was heard since this was asked last. */
  #takeSize(): number {
    const size = sizeOfSound(toMs(this.#unbilled));
    this.#unbilled = 0;
    return size;
  }

  #bill(kinds: ModelTurn['billed']): void {
    const { world, model } = this.#options;
    if (sumTokens(kinds) === 0) return;
    world.bill.add({ model: model.name, at: world.clock.now(), aloud: true, kinds });
  }
}
