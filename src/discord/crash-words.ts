import type { Client } from 'discord.js';
import type { Logger } from 'pino';
import type { Clock } from '../base/clock.ts';
import type { PromisedReply } from '../conversation/recovery/crash-note-shelf.ts';
import type { UnfinishedAnswer } from '../conversation/recovery/crash-recovery.ts';
import type { Languages } from '../text/languages.ts';
import { toLoggable } from './gateway/api-errors.ts';
import { finishCrashedAnswer } from './outbound/crash-answer.ts';
import { excuseReply } from './outbound/crash-excuse.ts';

type CrashWordMeans = { languages: Languages; clock: Clock; log: Logger };

/** Shows the end of an answer that a process left unfinished when it died. It never rejects. */
export const finishAfterCrash = async (
  client: Client,
  channelId: string,
  answer: UnfinishedAnswer,
  { languages, clock, log }: CrashWordMeans,
): Promise<void> => {
  try {
    const channel = await client.channels.fetch(channelId);
    if (channel?.isSendable()) await finishCrashedAnswer(channel, answer, { languages, clock, log });
  } catch (error) {
    log.warn(
      { event: 'answer.not_finished', err: toLoggable(error), channel: channelId },
      'the end of an answer could not be shown after a restart',
    );
  }
};

/** Says in place of a reply that a dead process promised that it won't come. It never rejects. */
export const excuseAfterCrash = async (
  client: Client,
  promised: PromisedReply,
  { languages, log }: Omit<CrashWordMeans, 'clock'>,
): Promise<void> => {
  try {
    await excuseReply(client, promised, languages);
  } catch (error) {
    log.warn({ event: 'reply.not_excused', err: toLoggable(error) }, 'nobody could be told that a reply will not come');
  }
};
