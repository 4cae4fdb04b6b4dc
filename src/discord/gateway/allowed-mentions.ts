import type { MessageMentionOptions } from 'discord.js';

/** Pings nobody, because the model's output can't be trusted with pings. */
export const NO_MENTIONS: MessageMentionOptions = { parse: [], repliedUser: false };
