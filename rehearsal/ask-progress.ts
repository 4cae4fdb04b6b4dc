import type { Message } from '../world/discord/message.ts';
import type { Reply } from '../world/discord/reply.ts';
import { mayBeStopped } from './pending-answers.ts';
import type { Scene } from './scene.ts';

/** The state of the blow: a kill, a stop, or whatever else is done to the bot in the middle of an answer. */
type BlowState = 'none' | 'due' | 'falling' | 'done';

/** Follows something that was said, pressed or called until everything that comes of it is there. */
export class AskProgress {
  readonly #scene: Pick<Scene, 'middle' | 'owed' | 'world'>;
  readonly #deal: (() => Promise<void>) | undefined;
  readonly #replies: Reply[] = [];
  /** How many answers the model had begun before. */
  readonly #begun: number;
  #asksModel = false;
  #blow: BlowState;
  /** Why the blow couldn't be dealt. */
  #failure: unknown;

  /** `deal` does to the bot what is to happen to it in the middle of an answer. It's called as soon as the answer grows. */
  constructor(scene: Pick<Scene, 'middle' | 'owed' | 'world'>, deal: (() => Promise<void>) | undefined) {
    this.#scene = scene;
    this.#deal = deal;
    this.#begun = scene.owed.begun;
    this.#blow = deal ? 'due' : 'none';
  }

  /** Whether Discord told a member that the bot didn't respond. */
  get hasFailed(): boolean {
    return this.#replies.some(({ failed }) => failed);
  }

  /** Whether there's a blow that hasn't been dealt. */
  get isBlowDue(): boolean {
    return this.#blow === 'due';
  }

  /** The reply that shows a form, if there is one. */
  get form(): Reply | undefined {
    return this.#replies.find(({ modal }) => modal);
  }

  /** The model was asked something, so an answer has to come. */
  expectAnswer(): void {
    this.#asksModel = true;
  }

  /** These replies belong to it, too. */
  add(replies: readonly Reply[]): void {
    this.#replies.push(...replies);
  }

  /** Whether everything is there, given the messages that have changed. @throws why the blow couldn't be dealt. */
  read(changed: Message[]): boolean {
    const { middle, owed } = this.#scene;
    if (this.#failure) throw this.#failure;
    if (this.#deal && this.#blow === 'due' && middle.shownBy(changed)) this.#strike(this.#deal);
    if (this.#blow === 'falling' || this.#replies.some(isAwaited)) return false;
    if (this.hasFailed || this.form) return true;
    if (this.#blow === 'done') return !changed.some(mayBeStopped);
    // If a press asks for the rest of an answer, the bot removes the button before the model answers.
    if (this.#asksModel && owed.begun === this.#begun && !this.#replies.some(isTold)) return false;
    // Other messages may change before the bot answers.
    return changed.length > 0 && owed.paidBy(changed);
  }

  #strike(deal: () => Promise<void>): void {
    this.#blow = 'falling';
    deal()
      .then(() => {
        this.#blow = 'done';
      })
      .catch((error) => {
        this.#failure = error;
      })
      .finally(() => this.#scene.world.discord.changes.happened());
  }
}

/** Whether the bot told the member something that only they can see, such as why it refuses. */
const isTold = ({ messages }: Reply): boolean => messages.some(({ ephemeral }) => ephemeral);

/** Whether the bot still owes a reply to a command or a button. */
const isAwaited = ({ acknowledged, deferred, messages, failed }: Reply): boolean =>
  !failed && (acknowledged === undefined || (deferred !== undefined && messages.length === 0));
