import type { Guild } from '../world/discord/guild.ts';
import type { Member } from '../world/discord/member.ts';
import type { Reply } from '../world/discord/reply.ts';
import { readEntries, renderForm } from './form-entries.ts';
import type { AskDeed } from './input-line.ts';
import { findMessage } from './message-deeds.ts';
import type { Scene } from './scene.ts';

/** The form that was opened last, and filling it in. */
export class FormDesk {
  #open: Reply | undefined;

  /** Notes the form that a press has opened, if it has. Returns what is shown of it. */
  note(reply: Reply | undefined): string[] {
    if (!reply?.modal) return [];
    this.#open = reply;
    return renderForm(reply.modal);
  }

  /** Sends the open form, filled in as it was typed. @throws an error that says why it can't be */
  async fill(member: Member, typed: string, guild: Guild): Promise<Reply> {
    const { modal } = this.#open ?? {};
    if (!this.#open || !modal) throw new Error('There’s no form open. A button such as [Edit 1–5] opens one.');
    return member.submit(this.#open, readEntries(modal, typed, guild));
  }
}

/** Uses the message menu, and fills in its form. */
export const askAboutMessage = async (
  { number, question }: Extract<AskDeed, { is: 'asks about' }>,
  member: Member,
  { channel, menu }: Scene,
): Promise<Reply> => {
  const opened = await member.menu(menu, findMessage(channel, number));
  await opened.until(({ modal, messages }) => modal ?? messages.length > 0);
  const [field] = opened.modal?.inputs ?? [];
  return field ? member.submit(opened, { [field.customId]: question }) : opened;
};
