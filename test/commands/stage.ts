import type { CallView } from '../../src/calls/contract.ts';
import type { Channel } from '../../world/discord/channel.ts';
import type { Member } from '../../world/discord/member.ts';
import { Heard } from '../discord/call-stage.ts';
import { Parley } from '../discord/stage.ts';

/** A world with a voice channel, in which calls are a matter of saying so. */
export const openCall = async (started: Parameters<typeof Parley.open>[0] = {}) => {
  const parley = await Parley.open(started);
  const lounge = parley.guild.voice('Lounge');
  const heard = new Heard(parley.venue);
  /** There is a call in the voice channel. */
  const begin = (changes: Partial<CallView> = {}): CallView =>
    parley.calls.begin({
      guildId: parley.guild.id,
      channelId: lounge.id,
      conversationId: parley.general.id,
      noticeIn: parley.general.id,
      listen: 'everyone',
      hears: { is: 'people' },
      speaks: 'aloud',
      captions: 'answers',
      chat: 'mentions',
      consent: 'notice',
      days: 30,
      state: 'on',
      ...changes,
    });
  return {
    parley,
    lounge,
    begin,
    /** Somebody enters a voice channel, and the bot knows. */
    enters: async (member: Member, channel: Channel = lounge) => {
      member.joins(channel);
      await heard.told({ is: 'people', channelId: channel.id });
    },
    /** There is a call, and its panel. */
    panel: async (changes: Partial<CallView> = {}) => {
      await parley.venue.panel(parley.general.id).show(begin(changes));
      return parley.general.shows(/<#\d+>/);
    },
  };
};
