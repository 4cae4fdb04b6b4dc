import { MessageFlags, type RepliableInteraction } from 'discord.js';
import type { Logger } from 'pino';
import type { FirstNotice } from '../../base/first-notice.ts';
import type { Turn } from '../../conversation/turns/turn.ts';
import type { Say } from '../../text/languages.ts';
import { NO_MENTIONS } from '../gateway/allowed-mentions.ts';
import { toLoggable } from '../gateway/api-errors.ts';
import type { ReplyTarget } from '../outbound/reply-target.ts';

/**
 * Shows the notice to the person alone, after the answer: the first follow-up of an interaction would take the place of an
 * answer that is still pending. Never rejects.
 */
export const sendFirstNotice = async (
  interaction: RepliableInteraction,
  notice: FirstNotice | undefined,
  say: Say,
  log: Logger,
): Promise<void> => {
  if (!notice) return;
  try {
    const content = say(notice.text);
    await interaction.followUp({ content, allowedMentions: NO_MENTIONS, flags: MessageFlags.Ephemeral });
    notice.settle(true);
  } catch (error) {
    notice.settle(false);
    log.debug({ err: toLoggable(error) }, 'the first notice was refused');
  }
};

/**
 * Has the notice stand in small print below a turn's answer, because a message can't be answered for one person alone. It comes
 * before the turn is asked, and so before the answer's end. Whether people saw it is known once the answer is `shown`.
 */
export const addFirstNotice = ({
  turn,
  target,
  notice: coming,
  shown,
}: {
  turn: Turn;
  target: Pick<ReplyTarget, 'message'>;
  notice: Promise<FirstNotice | undefined>;
  shown: Promise<unknown>;
}): void => {
  coming.then(
    async (notice) => {
      if (!notice) return;
      turn.remarks.add(notice.text);
      await shown.catch(() => {});
      notice.settle(target.message !== undefined && turn.end !== undefined && turn.end.is !== 'yielded');
    },
    // The question was refused, so there's nothing to say about it.
    () => {},
  );
};
