import type { MessageContextMenuCommandInteraction, ModalSubmitInteraction } from 'discord.js';
import { BoundedMap } from '../../base/bounded-map.ts';
import type { Clock } from '../../base/clock.ts';
import { type Material, readQuotedMessage } from './quoted-message.ts';
import { makeVisibility } from './reference-visibility.ts';

/** How long a person may take to fill in the form, in milliseconds: as long as Discord lets its command be answered. */
const KEPT = 15 * 60_000;

/** How many messages are remembered. Each is a few kilobytes at most. */
const MOST = 500;

/**
 * The messages that people are about to ask something about. Discord tells the message's words with the menu command, and
 * not with the form that follows. They're kept by person and channel, so a form with a forged id reaches nobody else's.
 */
export class AskedTargets {
  readonly #clock: Pick<Clock, 'now'>;
  readonly #all = new BoundedMap<string, { material: Material; until: number }>(MOST);

  constructor(clock: Pick<Clock, 'now'>) {
    this.#clock = clock;
  }

  /** Remembers the message on which a person used a menu command, as they see it. */
  note(interaction: MessageContextMenuCommandInteraction): void {
    const { client, guild, channelId, user, member, targetMessage } = interaction;
    const seen = makeVisibility({ client, guild, channelId, user, member });
    const material = readQuotedMessage(targetMessage, 'target', seen);
    this.#all.set(keyOf(interaction, targetMessage.id), { material, until: this.#clock.now() + KEPT });
  }

  /** What a person's form is about: a message that they chose in this channel. */
  find(interaction: ModalSubmitInteraction, message: string): Material | undefined {
    const found = this.#all.get(keyOf(interaction, message));
    return found && this.#clock.now() < found.until ? found.material : undefined;
  }

  /** Forgets what a form was about, once it has been asked. A form that was refused can be sent again. */
  forget(interaction: ModalSubmitInteraction, message: string): void {
    this.#all.delete(keyOf(interaction, message));
  }
}

const keyOf = ({ user, channelId }: { user: { id: string }; channelId: string | null }, message: string): string =>
  `${user.id}:${channelId}:${message}`;
