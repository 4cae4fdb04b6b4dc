import type { MessageMentionOptions } from 'discord.js';

/** Nobody is ever pinged: what the model writes is not to be trusted with it. */
export const NO_MENTIONS: MessageMentionOptions = { parse: [], repliedUser: false };
