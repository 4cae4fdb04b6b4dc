import {
  type Client,
  Events,
  type Message,
  type MessageContextMenuCommandInteraction,
  type ModalSubmitInteraction,
  type PartialMessage,
} from 'discord.js';
import { BoundedMap } from '../../base/bounded-map.ts';
import type { Clock } from '../../base/clock.ts';
import { type Material, readQuotedMessage } from './quoted-message.ts';
import { makeVisibility } from './reference-visibility.ts';
import type { Visibility } from './references.ts';

/** How long a person may take to fill in the form, in milliseconds: as long as Discord lets its command be answered. */
const KEPT = 15 * 60_000;

/** How many messages are remembered. Each is a few kilobytes at most. */
const MOST = 500;

/** A message, as it read when it was `edited` last, in the eyes of the person who asks about it. */
type AskedTarget = { id: string; edited: number | null; seen: Visibility; material: Material; until: number };

/**
 * The messages that people are about to ask something about. Discord tells the message's words with the menu command, and
 * not with the form that follows. They're kept by person and channel, so a form with a forged id reaches nobody else's.
 */
export class AskedTargets {
  readonly #clock: Pick<Clock, 'now'>;
  readonly #all = new BoundedMap<string, AskedTarget>(MOST);

  constructor(clock: Pick<Clock, 'now'>) {
    this.#clock = clock;
  }

  /** Remembers the message on which a person used a menu command, as they see it. */
  note(interaction: MessageContextMenuCommandInteraction): void {
    const { client, guild, channelId, user, member, targetMessage } = interaction;
    const seen = makeVisibility({ client, guild, channelId, user, member });
    const material = readQuotedMessage(targetMessage, 'target', seen);
    const { id, editedTimestamp: edited } = targetMessage;
    const now = this.#clock.now();
    this.#drop(({ until }) => until <= now);
    this.#all.set(keyOf(interaction, id), { id, edited, seen, material, until: now + KEPT });
  }

  /** What a person's form is about: a message that they chose in this channel. */
  find(interaction: ModalSubmitInteraction, message: string): Material | undefined {
    const found = this.#all.get(keyOf(interaction, message));
    return found && this.#clock.now() < found.until ? found.material : undefined;
  }

  /** From now on, what an author edits away or deletes isn't asked about any more. */
  follow(discord: Client): void {
    discord.on(Events.MessageUpdate, (_, message) => this.#renew(message));
    discord.on(Events.MessageDelete, ({ id }) => this.#drop((target) => target.id === id));
    discord.on(Events.MessageBulkDelete, (messages) => this.#drop(({ id }) => messages.has(id)));
  }

  /** Forgets what a form was about, once it has been asked. A form that was refused can be sent again. */
  forget(interaction: ModalSubmitInteraction, message: string): void {
    this.#all.delete(keyOf(interaction, message));
  }

  /** Takes the new words of a message that was edited. Where Discord doesn't show them to us, it has to be chosen again. */
  #renew(message: Message | PartialMessage): void {
    if (message.partial) return;
    for (const [key, target] of this.#all) {
      // The preview of a link is no edit.
      if (target.id !== message.id || target.edited === message.editedTimestamp) continue;
      target.edited = message.editedTimestamp;
      target.material = readQuotedMessage(message, 'target', target.seen);
      if (target.material.quotes.some(({ isHidden }) => isHidden)) this.#all.delete(key);
    }
  }

  #drop(isGone: (target: AskedTarget) => boolean): void {
    for (const [key, target] of this.#all) if (isGone(target)) this.#all.delete(key);
  }
}

const keyOf = ({ user, channelId }: { user: { id: string }; channelId: string | null }, message: string): string =>
  `${user.id}:${channelId}:${message}`;
