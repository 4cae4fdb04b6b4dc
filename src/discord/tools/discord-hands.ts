import type { Client } from 'discord.js';
import type { Logger } from 'pino';
import type { Clock } from '../../base/clock.ts';
import type { Languages } from '../../text/languages.ts';
import type { ToolHands } from '../../tools/hands.ts';
import type { EarlierRules } from '../inbound/earlier-messages.ts';
import { makeAskerRights } from './asker-rights.ts';
import { makeShowQuestion } from './change-question.ts';
import { makeChannelDeeds } from './channel-deeds.ts';
import { makeReadMessages } from './last-messages.ts';
import { makeReminderMessages } from './reminder-messages.ts';
import { makeListVoiceRooms } from './voice-rooms.ts';

type HandsMeans = { client: Client; languages: Languages; clock: Clock; log: Logger };

/** The hands of a bot. Before it's told whose words are passed on, it reads no messages. */
export type DiscordHands = ToolHands & { heed(rules: EarlierRules): void };

/** What tools can do at Discord with this client. */
export const makeHands = ({ client, languages, clock, log }: HandsMeans): DiscordHands => {
  let known: EarlierRules | undefined;
  return {
    rights: makeAskerRights({ client, now: clock.wall, log }),
    showQuestion: makeShowQuestion({ client, languages, log }),
    ...makeChannelDeeds(client),
    ...makeReminderMessages(client, languages),
    listVoiceRooms: makeListVoiceRooms(client),
    readMessages: makeReadMessages({ client, findRules: () => known }),
    heed: (rules) => {
      known = rules;
    },
  };
};
