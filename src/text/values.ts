/** Permissions by their names in discord.js. Each language has the names that Discord's apps use in it. */
export type Permission =
  | 'ViewChannel'
  | 'Connect'
  | 'Speak'
  | 'RequestToSpeak'
  | 'SendMessages'
  | 'SendMessagesInThreads';

/** When it's worth trying again, in milliseconds since the epoch, if that's known. */
export type Again = { at?: number | undefined };

/** Discord's markup for a command, which people can click, or just its name with a slash. */
export type Mention = string;
