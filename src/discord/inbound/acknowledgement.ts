import { MessageFlags, type RepliableInteraction } from 'discord.js';
import type { Clock } from '../../base/clock.ts';
import { findHome, type Place } from '../../base/place.ts';
import { waitUntilStored } from '../outbound/answer-writer.ts';
import { type ReplyPromises, TOKEN_LIFETIME } from '../outbound/reply-promise.ts';
import type { AcknowledgementKind, CommandReply } from './command.ts';

/** What an acknowledgement needs: where it is, and who takes note of replies that people wait for. */
export type AcknowledgementMeans = { place: Place; promises: ReplyPromises; clock: Clock };

/** What one interaction is told: that it has arrived, its reply, and whatever goes wrong. */
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

  /** The id of the message where the answer is awaited: the reply being thought about, or the one with the component. */
  get message(): string | undefined {
    if (this.#message !== undefined) return this.#message;
    return this.#interaction.isMessageComponent() ? this.#interaction.message.id : undefined;
  }

  /** Tells Discord that the interaction has arrived. @throws what Discord says */
  begin(): Promise<void> {
    this.#begun = this.#begin();
    return this.#begun;
  }

  /** Shows the reply, or rewrites the message with the component. @throws what Discord says */
  async reply({ content, rows = [] }: CommandReply): Promise<void> {
    await this.#interaction.editReply({ content, components: [...rows] });
  }

  /** Tells the person alone, whatever was said before. @throws what Discord says */
  async tell(content: string): Promise<void> {
    // What is being promised just now must be known first, or it would stay promised for ever.
    await this.#begun.catch(() => {});
    const interaction = this.#interaction;
    const alone = { content, flags: MessageFlags.Ephemeral } as const;
    if (!interaction.deferred && !interaction.replied) {
      await interaction.reply(alone);
    } else if (this.#kind === 'private' && !interaction.replied) {
      await interaction.editReply({ content });
    } else {
      // A reply that was promised to everybody cannot become private, and the first follow-up would fill it: it goes first.
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

  /** Lets everybody see that a reply is being thought about, from then on, even should this process die. */
  async #promise(): Promise<void> {
    const { id, channelId, applicationId: application, token } = this.#interaction;
    const { place, promises, clock } = this.#means;
    const until = clock.wall() + TOKEN_LIFETIME;
    // Noted first: a process may be killed between any two of its words.
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
