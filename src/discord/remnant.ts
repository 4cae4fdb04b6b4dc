import type { SendableChannels } from 'discord.js';
import type { Remnant } from '../conversation/remnants.ts';
import { toContinue } from './buttons.ts';
import { closed, pages } from './pages.ts';
import { payload, posted } from './place.ts';

const RESTARTED = '⚠️ I was restarted before this answer was finished.';

/**
 * Shows the end of an answer whose process died while it was being shown: the rest, if it was recorded, or else a sentence
 * that says so, with a button that asks for the rest. Doing it again changes nothing.
 *
 * @throws what Discord says, if it refuses
 */
export const finishRemnant = async (channel: SendableChannels, remnant: Remnant): Promise<void> => {
  const { id, answered, ended, shown } = remnant;
  const isWhole = ended === 'complete';
  const text = isWhole ? answered : `${closed(answered)}\n\n${RESTARTED}`;
  const all = [...pages(text)];
  const buttons = isWhole ? undefined : toContinue(remnant);
  for (const [page, content] of all.entries()) {
    if (page < shown.page) continue;
    const sheet = { content, buttons: page === all.length - 1 ? buttons : undefined };
    if (page === shown.page) await channel.messages.edit(shown.message, payload(sheet));
    else await channel.send(posted(sheet, id === undefined ? undefined : `${id}:${page}`));
  }
};
