import { type APIMessage, type Client, MessageFlags, Routes } from 'discord.js';
import type { PromisedReply } from '../../conversation/recovery/crash-note-shelf.ts';
import type { Languages } from '../../text/languages.ts';
import { DiscordErrorCode, isRefusedWith, TOKEN_GONE_CODES } from '../gateway/api-errors.ts';
import { isSlowNotice } from './answer-buttons.ts';
import { sayIn } from './channel-language.ts';
import { markWarning } from './sentence-marks.ts';

/**
 * Says, in place of a reply that a dead process promised, that it won't come. Where the reply is there, nothing changes.
 *
 * @throws Discord's error if it refuses
 */
export const excuseReply = async (client: Client, promised: PromisedReply, languages: Languages): Promise<void> => {
  const { rest, channels } = client;
  // A reply is reached by its interaction's token, a message by the bot's own.
  const auth = 'message' in promised;
  const route = auth
    ? Routes.channelMessage(promised.channel, promised.message)
    : Routes.webhookMessage(promised.application, promised.token, '@original');
  try {
    const reply = (await rest.get(route, { auth })) as APIMessage;
    const isPending = ((reply.flags ?? 0) & MessageFlags.Loading) !== 0 || isSlowNotice(reply);
    if (!isPending) return;
    const say = sayIn(channels.cache.get(promised.channel), languages);
    const content = markWarning({ code: 'answer.lost-restart' }, say);
    await rest.patch(route, { auth, body: { content, components: [], allowed_mentions: { parse: [] } } });
  } catch (error) {
    // It was never acknowledged, it was deleted, or its time is over.
    if (!isRefusedWith(error, ...TOKEN_GONE_CODES, DiscordErrorCode.unknownMessage)) throw error;
  }
};
