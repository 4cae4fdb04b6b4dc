import type { BotProcess } from '../../world/bot-process.ts';
import type { File } from '../../world/discord/attachment.ts';
import { say } from '../../world/live/steps.ts';
import { type Usage, usage } from '../processes.ts';
import { type Place, Stage } from '../stage.ts';
import { INSPECTED, Inspector } from '../text/inspector.ts';

/** How long anything may take; a bot that needs it is broken. */
export const DEADLINE = { deadline: 60_000 };

/** Milliseconds from a voice message until the model begins to hear it, when all of it has been decoded, and until it has heard all. */
export type Heard = { begun: number; whole: number };

/** The bot in a process of its own, and a person who asks it about files, one after another. */
export class Asking {
  readonly #stage: Stage;
  readonly #bot: BotProcess;
  readonly #place: Place;
  #asked = 0;
  /** When the model had the newest question, by `performance.now()`, and how many pictures came with it. */
  #arrived = { at: Number.NaN, images: 0 };

  private constructor(stage: Stage, bot: BotProcess) {
    const [place] = stage.places;
    if (!place) throw new Error('There is no place to ask in');
    this.#stage = stage;
    this.#bot = bot;
    this.#place = place;
    stage.world.live.script = ({ images }) => {
      this.#arrived = { at: performance.now(), images: images.length };
      return [say(`Answer <${this.#asked}>`)];
    };
  }

  /** Starts a bot. It has no media process before the first file. */
  static async open(): Promise<Asking> {
    const stage = await Stage.open(1);
    const bot = stage.parley({ ...INSPECTED, SESSION_IDLE_SECONDS: '3600' });
    await bot.ready;
    return new Asking(stage, bot);
  }

  /** What the bot and its children use, once it has collected its garbage. */
  async settle(): Promise<Usage> {
    using inspector = await Inspector.open(this.#bot);
    await inspector.settle();
    return this.measure();
  }

  /** Asks without a file, so that all that a question needs is loaded. */
  async chat(): Promise<void> {
    await this.#ask(({ member }) => member.says('Hello', { in: member.dm }));
  }

  /** What the bot and its children use. */
  measure(): Promise<Usage> {
    return usage(this.#bot.pid ?? 0);
  }

  /** Milliseconds from a message with a picture, or a document with one, until the model has both. */
  async show(file: File): Promise<number> {
    const began = performance.now();
    await this.#ask(({ member }) => member.says('What is this?', { in: member.dm, files: [file] }));
    if (this.#arrived.images === 0) throw new Error('No picture came to the model');
    return this.#arrived.at - began;
  }

  /** Sends a voice message of so many seconds. */
  async speak(note: Buffer, seconds: number): Promise<Heard> {
    const { live } = this.#stage.world;
    const [before, began] = [live.questions.length, performance.now()];
    await this.#ask(({ member }) => member.sendsVoice(note, { in: member.dm, durationSeconds: seconds }));
    const { started, ended } = await live.spoken(before);
    return { begun: started.wall - began, whole: ended.wall - began };
  }

  /** Asks, and waits for the whole answer. */
  async #ask(say: (place: Place) => Promise<unknown>): Promise<void> {
    this.#asked += 1;
    await say(this.#place);
    await this.#place.member.dm.shows(`Answer <${this.#asked}>`, DEADLINE);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#bot[Symbol.asyncDispose]();
    await this.#stage[Symbol.asyncDispose]();
  }
}
