import { type Client, SnowflakeUtil } from 'discord.js';
import { formatPerson } from '../../text/intl.ts';
import type { Languages, Say } from '../../text/languages.ts';
import { toInline } from '../../text/markdown-escape.ts';
import type { ToolHands } from '../../tools/hands.ts';
import type { Reminder } from '../../tools/reminders/reminder.ts';
import { findWritableChannel } from '../gateway/writable-channel.ts';
import { sayIn } from '../outbound/channel-language.ts';
import { readOwnMessages } from '../outbound/crash-location.ts';
import { toCreatePayload } from '../outbound/reply-target.ts';
import { toDeed } from './channel-deeds.ts';

/** How far Discord's clock may be behind ours, in milliseconds. */
const MOST_AHEAD = 60_000;

/** How many messages are looked through for a reminder. */
const MOST_LOOKED_AT = 100;

/** What stands in every message of a reminder, and in no other of that channel. */
const toMark = ({ id }: Reminder): string => `\`${id}\``;

/** Of one reminder, Discord makes one message for some minutes, whoever sends it (see `enforce_nonce`). */
const toNonce = ({ id, made }: Reminder): string => `${id}${made}`.slice(0, 25);

const compose = (reminder: Reminder, isLate: boolean, say: Say): string => {
  const { person, to, text, made, due } = reminder;
  const about = say([
    { code: 'reminder.about', mark: toMark(reminder), at: made },
    ...(to === 'channel' ? [{ code: 'reminder.from' as const, person }] : []),
    ...(isLate ? [{ code: 'reminder.late' as const, at: due }] : []),
  ]);
  return `⏰ ${to === 'asker' ? `${formatPerson(person)} ` : ''}${toInline(text)}\n-# ${about}`;
};

/** Sends reminders, and finds those that were sent. Only the person whose reminder it is, is pinged. */
export const makeReminderMessages = (
  client: Client,
  languages: Languages,
): Pick<ToolHands, 'serves' | 'findReminder' | 'sendReminder'> => ({
  serves: ({ server }) =>
    client.isReady() && (server === undefined || client.guilds.cache.get(server)?.available === true),
  async findReminder(reminder, since) {
    try {
      const channel = await findWritableChannel(client, reminder.place.channel);
      const after = `${SnowflakeUtil.generate({ timestamp: since - MOST_AHEAD })}`;
      const own = await readOwnMessages(channel, after, MOST_LOOKED_AT);
      return own.some(({ content }) => content.startsWith('⏰') && content.includes(toMark(reminder)));
    } catch (error) {
      // Where Parley can't look any more it can't write either, which the next step finds.
      toDeed(error);
      return false;
    }
  },
  async sendReminder(reminder, isLate) {
    try {
      const channel = await findWritableChannel(client, reminder.place.channel);
      const content = compose(reminder, isLate, sayIn(channel, languages));
      const payload = toCreatePayload({ content }, toNonce(reminder));
      const users = reminder.to === 'asker' ? [reminder.person] : [];
      await channel.send({ ...payload, allowedMentions: { parse: [], users, repliedUser: false } });
      return { is: 'done' };
    } catch (error) {
      return toDeed(error);
    }
  },
});
