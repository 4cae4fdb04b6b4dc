import type { REST } from 'discord.js';

/** What Discord allows a bot in a second, except for replies to interactions (Discord docs, topics/rate-limits). */
const ALLOWED = 50;

/** Lets this process make its part of the requests that Discord allows the bot, which it shares with so many processes. */
export const shareRequests = ({ options }: REST, processes: number): void => {
  options.globalRequestsPerSecond = Math.max(1, Math.floor(ALLOWED / Math.max(1, processes)));
};
