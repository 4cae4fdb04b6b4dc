/** Permissions by discord.js' names for their bits; each language says them as Discord's apps do in that language. */
export type Permission =
  | 'ViewChannel'
  | 'Connect'
  | 'Speak'
  | 'RequestToSpeak'
  | 'SendMessages'
  | 'SendMessagesInThreads';

/** When it is worth trying again, in milliseconds since the epoch, where that is known. */
export type Again = { at?: number | undefined };

/** A command as people can click on it in a message: Discord's markup for it, or its name with a slash. */
export type Mention = string;
