import { type Client, Routes } from 'discord.js';
import { toMessagePayload } from './reply-target.ts';

/** Marks a question to show that something went wrong. */
const MARK = '⚠️';

/**
 * Sends a person a direct message with what they can't be told where they asked. @throws Discord's error if it refuses.
 */
export const sendDirectMessage = async (
  client: Client,
  { channel, person }: { channel: string; person: string | undefined },
  sentence: string,
): Promise<void> => {
  if (person === undefined) throw new Error('nobody is known to have asked');
  await client.users.send(person, toMessagePayload({ content: `In <#${channel}>: ${sentence}` }));
};

/**
 * Adds the mark to the message that asked. @throws Discord's error if it refuses, or an error if there's no such
 * message.
 */
export const addReaction = async (
  client: Client,
  { channel, message }: { channel: string; message: string | undefined },
): Promise<void> => {
  if (message === undefined) throw new Error('there is no message to react to');
  await client.rest.put(Routes.channelMessageOwnReaction(channel, message, encodeURIComponent(MARK)));
};
