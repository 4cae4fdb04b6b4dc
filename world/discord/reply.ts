import { matches, type WaitOptions } from './changes.ts';
import type { Choice } from './command-limits.ts';
import { type Component, flatten } from './component-limits.ts';
import type { Interaction } from './interaction.ts';
import type { Member } from './member.ts';
import type { Message, State } from './message.ts';
import type { Modal } from './modal.ts';

/** What a member sees of one interaction. */
export class Reply {
  readonly #interaction: Interaction;

  constructor(interaction: Interaction) {
    this.#interaction = interaction;
  }

  get id() {
    return this.#interaction.id;
  }

  /** What the member did. */
  get interaction(): Interaction {
    return this.#interaction;
  }

  /** The text that can be read now; empty while the bot is thinking or silent. */
  get text(): string {
    const original = this.#original;
    return original && original.deletedAt === undefined ? original.text : '';
  }

  /** Every text the original showed, in order. */
  get edits(): readonly State[] {
    return this.#original?.edits ?? [];
  }

  /** The original, unless it only defers, and all follow-ups; deleted ones are gone. */
  get messages(): readonly Message[] {
    return [this.#original, ...this.#interaction.followUps]
      .filter((message) => message !== undefined)
      .filter(({ thinking, deletedAt }) => !thinking && deletedAt === undefined);
  }

  /** When the bot acknowledged without saying anything yet, in milliseconds of the world's clock. */
  get deferred(): number | undefined {
    const { answer } = this.#interaction;
    return answer.is === 'message' && answer.deferred ? answer.at : undefined;
  }

  /** Whether the bot is thinking, and has said nothing in all. */
  get waits(): boolean {
    return this.deferred !== undefined && this.messages.length === 0;
  }

  /** When the bot first answered in any way. */
  get acknowledged(): number | undefined {
    const { answer } = this.#interaction;
    return answer.is === 'awaited' ? undefined : answer.at;
  }

  /** Whether nobody else sees the original. */
  get ephemeral(): boolean {
    return this.#original?.ephemeral ?? false;
  }

  /** Whether the member was told that the application did not respond. */
  get failed(): boolean {
    return this.#interaction.failed;
  }

  /** What autocomplete suggested. */
  get choices(): readonly Choice[] | undefined {
    const { answer } = this.#interaction;
    return answer.is === 'choices' ? answer.choices : undefined;
  }

  /** The form that was shown. */
  get modal(): Modal | undefined {
    const { answer } = this.#interaction;
    return answer.is === 'modal' ? answer.modal : undefined;
  }

  /** The message whose component was used. */
  get source(): Message | undefined {
    return this.#interaction.source;
  }

  /** Where it happened. */
  get channel() {
    return this.#interaction.channel;
  }

  /** Resolves once `holds` is true of this reply; rejects, saying what is to be seen instead, after the deadline. */
  until(holds: (reply: this) => unknown, wait?: WaitOptions): Promise<void> {
    return this.#interaction.changes.until(
      () => holds(this),
      () => this.#seen(),
      wait,
    );
  }

  /** Resolves once one of the messages shows this text. */
  async shows(text: string | RegExp, wait?: WaitOptions): Promise<this> {
    await this.until(({ messages }) => messages.some((message) => matches(message.text, text)), wait);
    return this;
  }

  /** Presses the button of this label or custom id on the newest message that has it. */
  press(button: string, by: Member = this.#interaction.member): Promise<Reply> {
    const { message, component } = this.#find(button);
    return by.press(message, component.custom_id ?? button);
  }

  /** Chooses from the select menu of this custom id on the newest message that has it. */
  select(customId: string, values: readonly string[], by: Member = this.#interaction.member): Promise<Reply> {
    return by.select(this.#find(customId).message, customId, values);
  }

  get #original(): Message | undefined {
    return this.#interaction.original;
  }

  #find(wanted: string): { message: Message; component: Component } {
    for (const message of this.messages.toReversed()) {
      const component = flatten(message.components).find(({ label, custom_id }) => [label, custom_id].includes(wanted));
      if (component) return { message, component };
    }
    throw new Error(`There is nothing called "${wanted}" to press. ${this.#seen()}`);
  }

  #seen() {
    const { answer } = this.#interaction;
    if (answer.is === 'awaited') return 'The bot has not answered at all.';
    if (answer.is !== 'message') return `The bot answered with ${answer.is}.`;
    const texts = this.messages.map(({ text }) => text);
    return texts.length > 0
      ? `To be seen: ${JSON.stringify(texts)}`
      : 'The bot is still thinking, or deleted its answer.';
  }
}
