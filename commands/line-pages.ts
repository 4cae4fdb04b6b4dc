import { type ChatInputCommandInteraction, MessageFlags } from 'discord.js';
import type { CommandReply } from '../src/discord/inbound/command.ts';

/** The longest message that Discord takes, in characters. */
const MOST_TEXT = 2_000;

/** Lines as few messages. */
export const toPages = (lines: readonly string[]): string[] => {
  const pages: string[] = [];
  for (const line of lines) {
    const longer = `${pages.at(-1)}\n${line}`;
    if (pages.length > 0 && longer.length <= MOST_TEXT) pages[pages.length - 1] = longer;
    else pages.push(line);
  }
  return pages;
};

/** Shows lines only to the person, in as few messages as hold them; the last one has the rows. Returns what is still to be shown. */
export const showPages = async (
  interaction: ChatInputCommandInteraction,
  lines: readonly string[],
  rows: NonNullable<CommandReply['rows']> = [],
): Promise<CommandReply | undefined> => {
  const [first = '', ...others] = toPages(lines);
  if (others.length === 0) return { content: first, rows };
  await interaction.editReply({ content: first });
  for (const [index, content] of others.entries())
    await interaction.followUp({
      content,
      ...(index === others.length - 1 && { components: rows }),
      flags: MessageFlags.Ephemeral,
    });
  return undefined;
};
