import { type Client, Routes } from 'discord.js';
import { toMessagePayload } from './reply-target.ts';

/** Says without a word, under what somebody asked with, that something went wrong. */
const MARK = '⚠️';

/** Tells somebody in a direct message what they cannot be told where they asked. @throws what Discord says, if it refuses. */
export const sendDirectMessage = async (
  client: Client,
  { channel, person }: { channel: string; person: string | undefined },
  sentence: string,
): Promise<void> => {
  if (person === undefined) throw new Error('nobody is known to have asked');
  await client.users.send(person, toMessagePayload({ content: `In <#${channel}>: ${sentence}` }));
};

/** Puts a mark on the message that somebody asked with. @throws what Discord says, if it refuses, or that there is none. */
export const addReaction = async (
  client: Client,
  { channel, message }: { channel: string; message: string | undefined },
): Promise<void> => {
  if (message === undefined) throw new Error('there is no message to react to');
  await client.rest.put(Routes.channelMessageOwnReaction(channel, message, encodeURIComponent(MARK)));
};
