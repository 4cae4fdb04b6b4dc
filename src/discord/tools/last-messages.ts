import type { Client, Message } from 'discord.js';
import type { ToolHands, WrittenMessage } from '../../tools/hands.ts';
import { findWritableChannel } from '../gateway/writable-channel.ts';
import type { EarlierRules } from '../inbound/earlier-messages.ts';
import { readQuotedMessage } from '../inbound/quoted-message.ts';
import { makeVisibility } from '../inbound/reference-visibility.ts';
import { readAuthor, readPlace } from '../inbound/sender.ts';
import { isKeptBack } from '../inbound/shared-material.ts';

/** Discord gives at most this many messages at once (Discord docs, resources/message, "Get channel messages"). */
const MOST_FETCHED = 100;

type ReadMeans = { client: Client; findRules(): EarlierRules | undefined };

/**
 * Reads what people wrote last in a channel, as with what comes before a question: not what bots wrote or was forwarded, and
 * nothing of those who let nothing be passed on.
 */
export const makeReadMessages =
  ({ client, findRules }: ReadMeans): ToolHands['readMessages'] =>
  async ({ channel: id }, most, asker) => {
    const rules = findRules();
    const channel = await findWritableChannel(client, id);
    if (!rules || !client.isReady() || !('messages' in channel)) return [];
    const limit = Math.min(MOST_FETCHED, 2 * most + 10);
    const before = asker.question === undefined ? {} : { before: asker.question };
    const fetched = await channel.messages.fetch({ limit, cache: false, ...before });
    const wanted = [...fetched.values()].filter(isByPerson).slice(0, most).reverse();
    const [first] = wanted;
    if (!first) return [];
    const authors = new Map(wanted.map((message) => [message.author.id, readAuthor(message)]));
    const spared = await rules.spare([...authors.values()], readPlace(first));
    const user = await client.users.fetch(asker.id);
    const { guild } = first;
    const member = await guild?.members.fetch({ user: asker.id, force: true });
    const seen = makeVisibility({ client, guild, channelId: id, user, member });
    const read = wanted.map(async (message): Promise<WrittenMessage[]> => {
      if (spared.has(message.author.id)) return [];
      const material = readQuotedMessage(message, 'earlier', seen);
      if (material.author === 'unknown' || (await isKeptBack(material, rules.findOmission))) return [];
      return material.quotes.flatMap(({ from, text }) =>
        typeof from === 'object' ? [{ author: from.name, at: message.createdTimestamp, text }] : [],
      );
    });
    return (await Promise.all(read)).flat();
  };

const isByPerson = ({ author, webhookId, system }: Message): boolean => !author.bot && !webhookId && !system;
