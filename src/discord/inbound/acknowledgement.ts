import { MessageFlags, type RepliableInteraction } from 'discord.js';
import type { Clock } from '../../base/clock.ts';
import { findHome, type Place } from '../../base/place.ts';
import type { Buttons } from '../outbound/answer-buttons.ts';
import { waitUntilStored } from '../outbound/answer-writer.ts';
import { type ReplyPromises, TOKEN_LIFETIME } from '../outbound/reply-promise.ts';
import type { AcknowledgementKind, CommandReply } from './command.ts';

/** What an acknowledgement needs: the place, and the notes of replies that people have been promised. */
export type AcknowledgementMeans = { place: Place; promises: ReplyPromises; clock: Clock };

/** Responds to one interaction: acknowledges it, replies, and tells the person what went wrong. */
export class Acknowledgement {
  readonly #interaction: RepliableInteraction;
  readonly #kind: AcknowledgementKind;
  readonly #means: AcknowledgementMeans;
  #begun: Promise<void> = Promise.resolve();
  #message: string | undefined;

  constructor(interaction: RepliableInteraction, kind: AcknowledgementKind, means: AcknowledgementMeans) {
    this.#interaction = interaction;
    this.#kind = kind;
    this.#means = means;
  }

  /** The id of the message where people wait for the answer: the pending reply, or the message with the component. */
  get message(): string | undefined {
    if (this.#message !== undefined) return this.#message;
    return this.#interaction.isMessageComponent() ? this.#interaction.message.id : undefined;
  }

  /** Acknowledges the interaction. @throws Discord's error */
  begin(): Promise<void> {
    this.#begun = this.#begin();
    return this.#begun;
  }

  /** Shows the reply, or rewrites the message with the component. @throws Discord's error */
  async reply({ content, rows = [], files = [] }: CommandReply): Promise<void> {
    const attachments = files.map(({ name, data, description }) => ({
      name,
      attachment: Buffer.from(data),
      ...(description !== undefined && { description }),
    }));
    await this.#interaction.editReply({
      content,
      components: [...rows],
      ...(attachments.length > 0 && { files: attachments }),
    });
  }

  /** Tells only the person, perhaps with buttons, whether or not there's a reply already. @throws Discord's error */
  async tell(content: string, buttons?: Buttons): Promise<void> {
    // An acknowledgement may be under way. Its reply has to be there first, or it would stay pending for ever.
    await this.#begun.catch(() => {});
    const interaction = this.#interaction;
    const told = { content, ...(buttons && { components: [buttons] }) };
    const alone = { ...told, flags: MessageFlags.Ephemeral } as const;
    if (!interaction.deferred && !interaction.replied) {
      await interaction.reply(alone);
    } else if (this.#kind === 'private' && !interaction.replied) {
      await interaction.editReply(told);
    } else {
      // A public reply can't become private, and the first follow-up would fill a pending one, so that is deleted first.
      if (this.#kind === 'visible' && !interaction.replied) await this.#takeBack();
      await interaction.followUp(alone);
    }
  }

  async #begin(): Promise<void> {
    const interaction = this.#interaction;
    if (this.#kind === 'visible') await this.#promise();
    else if (this.#kind === 'private') await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    else if (this.#kind === 'update' && !interaction.isCommand()) await interaction.deferUpdate();
  }

  /** Shows everyone a pending reply, and notes it so that another process can excuse it if this one dies. */
  async #promise(): Promise<void> {
    const { id, channelId, applicationId: application, token } = this.#interaction;
    const { place, promises, clock } = this.#means;
    const until = clock.wall() + TOKEN_LIFETIME;
    // This comes first, because the process may be killed right after Discord has shown the reply.
    const noted = promises.promise(place, { id, channel: channelId ?? place.channel, application, token, until });
    await waitUntilStored(noted, clock);
    try {
      const { interaction: callback } = await this.#interaction.deferReply({ withResponse: true });
      this.#message = callback.responseMessageId ?? undefined;
    } catch (error) {
      promises.withdraw(findHome(place), id);
      throw error;
    }
  }

  async #takeBack(): Promise<void> {
    const { place, promises } = this.#means;
    await this.#interaction.deleteReply();
    promises.settle(findHome(place), this.#interaction.id);
  }
}
