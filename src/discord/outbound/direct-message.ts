import { type Client, Routes } from 'discord.js';
import type { Say } from '../../text/languages.ts';
import type { Text } from '../../text/text.ts';
import { toMessagePayload } from './reply-target.ts';
import { markWarning } from './sentence-marks.ts';

/** The person who asked something, by id, and how to speak to them alone. */
export type Asker = { id: string; say: Say };

/** Marks a question to show that something went wrong. */
const MARK = '⚠️';

/**
 * Sends a person a direct message with what they can't be told where they asked. @throws Discord's error if it refuses.
 */
export const sendDirectMessage = async (
  client: Client,
  { channel, asker }: { channel: string; asker: Asker | undefined },
  text: Text,
): Promise<void> => {
  if (!asker) throw new Error('nobody is known to have asked');
  const { id, say } = asker;
  const content = [say({ code: 'delivery.about', channel }), markWarning(text, say)].join('\n');
  // Otherwise the library would look for it among the channels of all servers, and make an object of each for that.
  const direct = await client.users.createDM(id, { force: true });
  await direct.send(toMessagePayload({ content }));
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
