import { BoundedMap } from '../../src/base/bounded-map.ts';
import type { Member } from '../../world/discord/member.ts';
import type { Message } from '../../world/discord/message.ts';
import type { Reply } from '../../world/discord/reply.ts';
import type { RoomInteraction, RoomUse, WireObject } from './page/room-protocol.ts';
import { RoomRefusal } from './room-refusal.ts';

/** How many interactions are followed. What an older one showed to one member alone is gone from the page. */
const MOST = 500;

/** An interaction, what was done, and whether its member has closed what it opened. */
type KeptReply = { reply: Reply; use: RoomUse; isClosed: boolean };

/** What members have done with the bot by commands and components, and what came of it. */
export class RoomReplies {
  readonly #all = new BoundedMap<string, KeptReply>(MOST);

  /** Follows one, by what was used. */
  keep(reply: Reply, use: RoomUse): void {
    this.#all.set(reply.id, { reply, use, isClosed: false });
  }

  /** The open form of an interaction. @throws an error if it isn't this member's, or not open */
  findForm(id: string, member: Member): Reply {
    const found = this.#all.get(id);
    if (!found?.reply.modal || found.isClosed || found.reply.interaction.member !== member)
      throw new RoomRefusal({ code: 'refusal.form-closed' });
    return found.reply;
  }

  /** A member closes a form, or the note that an interaction failed. @throws an error if it isn't theirs */
  close(id: string, member: Member): void {
    const found = this.#all.get(id);
    if (found?.reply.interaction.member !== member) throw new RoomRefusal({ code: 'refusal.nothing-to-close' });
    found.isClosed = true;
  }

  /** The messages that only one member sees, thinking ones too. */
  get messages(): readonly Message[] {
    return [...this.#all.values()]
      .flatMap(({ reply: { interaction } }) => [interaction.original, ...interaction.followUps])
      .filter((message) => message !== undefined)
      .filter(({ ephemeral, deletedAt }) => ephemeral && deletedAt === undefined);
  }

  /** Those that have no message. */
  get open(): readonly RoomInteraction[] {
    return [...this.#all.values()].flatMap((kept) => {
      const { interaction, channel } = kept.reply;
      const state = kept.isClosed ? undefined : stateOf(kept.reply);
      const { id, member } = interaction;
      return state ? [{ id, memberId: member.id, channelId: channel.id, use: kept.use, state }] : [];
    });
  }
}

const stateOf = ({ modal, failed, acknowledged }: Reply): RoomInteraction['state'] | undefined => {
  if (modal) {
    const { customId, title, components } = modal;
    return { is: 'form', modal: { custom_id: customId, title, components } as WireObject };
  }
  if (failed) return { is: 'failed' };
  return acknowledged === undefined ? { is: 'waits' } : undefined;
};
