import type { Message } from '../world/discord/message.ts';
import type { Reply } from '../world/discord/reply.ts';
import { mayBeStopped } from './pending-answers.ts';
import type { Scene } from './scene.ts';

/** What is dealt to the bot in the middle of an answer: none, or one that is still to come, that is coming, or that came. */
type BlowState = 'none' | 'due' | 'falling' | 'done';

/** Something that was said, pressed or called, and whether all is there that comes of it. */
export class AskProgress {
  readonly #scene: Pick<Scene, 'middle' | 'owed' | 'world'>;
  readonly #deal: (() => Promise<void>) | undefined;
  readonly #replies: Reply[] = [];
  /** How many answers the model had begun before. */
  readonly #begun: number;
  #asksModel = false;
  #blow: BlowState;
  /** Why the blow could not be dealt. */
  #failure: unknown;

  /** `deal` deals the blow, if there is one, as soon as the answer grows. */
  constructor(scene: Pick<Scene, 'middle' | 'owed' | 'world'>, deal: (() => Promise<void>) | undefined) {
    this.#scene = scene;
    this.#deal = deal;
    this.#begun = scene.owed.begun;
    this.#blow = deal ? 'due' : 'none';
  }

  /** Whether Discord told somebody that the bot did not respond. */
  get hasFailed(): boolean {
    return this.#replies.some(({ failed }) => failed);
  }

  /** Whether there is a blow that was not dealt. */
  get isBlowDue(): boolean {
    return this.#blow === 'due';
  }

  /** Something was asked of the model, to which an answer has to come. */
  expectAnswer(): void {
    this.#asksModel = true;
  }

  /** These replies come of it, too. */
  add(replies: readonly Reply[]): void {
    this.#replies.push(...replies);
  }

  /** Whether all is there, given the messages that have changed. @throws why the blow could not be dealt. */
  read(changed: Message[]): boolean {
    const { middle, owed } = this.#scene;
    if (this.#failure) throw this.#failure;
    if (this.#deal && this.#blow === 'due' && middle.shownBy(changed)) this.#strike(this.#deal);
    if (this.#blow === 'falling' || this.#replies.some(isAwaited)) return false;
    if (this.hasFailed) return true;
    if (this.#blow === 'done') return !changed.some(mayBeStopped);
    // A press that asks for the rest of an answer first removes the button.
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

/** Whether the bot told the member something alone, such as why it refuses. */
const isTold = ({ messages }: Reply): boolean => messages.some(({ ephemeral }) => ephemeral);

/** Whether the bot still owes a reply to a command or a button. */
const isAwaited = ({ acknowledged, deferred, messages, failed }: Reply): boolean =>
  !failed && (acknowledged === undefined || (deferred !== undefined && messages.length === 0));
