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

/** What is set for a place but may be refused by Gemini, by the names of the settings that bring it in. */
export type RefusedExtra = 'vocabulary' | 'languages-heard' | 'voice' | 'search' | 'thinking' | 'model' | 'character';

/** A limit on what may be spent: whose, for how long, and when that ends, in milliseconds since the epoch. */
export type SpendingLimit = {
  scope: 'process' | 'server' | 'channel' | 'member';
  period: 'day' | 'month';
  at: number;
};

/** Whether somebody wants to be heard in a server; `unknown` if the store can't tell. */
export type HearingWish = 'heard' | 'unheard' | 'unknown';

/** Links in Discord's Markdown, and how many more there would be. */
export type FoundLinks = { links: readonly string[]; more: number };
