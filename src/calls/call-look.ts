import type { EndpointingSettings } from '../voice/bridge/endpointing.ts';
import type { HearingPolicy } from '../voice/bridge/protocol.ts';
import type { Attendance } from './attendance.ts';
import type { CallRecord } from './call-record.ts';
import { type CallRules, decideSettings } from './call-rules.ts';
import type { CallView, Venue } from './contract.ts';
import { decideAudibility, decideListenMode } from './listening-rules.ts';

/** A call as people are to read about it, and whom its ears may hear once they can. */
export type CallLook = { told: CallView; hearing: HearingPolicy };

/** What a call is like. */
type LookedAt = {
  record: Readonly<CallRecord>;
  rules: CallRules;
  attendance: Pick<Attendance, 'people' | 'decideHearing' | 'decideChat'>;
  venue: Pick<Venue, 'channel'>;
  noticeIn: string;
  state: CallView['state'];
};

/** The least pause that ends what is interpreted, in milliseconds: who interprets at every breath talks over people. */
const LEAST_PAUSE = 700;

/** How the end of something is decided that is interpreted. What was begun to be said isn't taken back when its speaker goes on. */
const toInterpretedTurns = ({ pause }: EndpointingSettings): EndpointingSettings => ({
  turnEnd: 'pause',
  pause: Math.max(pause, LEAST_PAUSE),
});

/** Looks at a call as if people could already read about it. One that interprets hears everybody, however it listens otherwise. */
export const lookAtCall = ({ record, rules, attendance, venue, noticeIn, state }: LookedAt): CallLook => {
  const { guildId, channelId, conversationId, settings, interpreting } = record;
  const hindrances = venue.channel(channelId)?.hindrances ?? [];
  const { listen: wish, captions } = decideSettings(settings, rules);
  const listen = interpreting ? 'everyone' : decideListenMode(wish, attendance.people(channelId));
  const inForce = interpreting ? { ...rules, turns: toInterpretedTurns(rules.turns) } : rules;
  const hearing = attendance.decideHearing(channelId, listen, inForce, noticeIn);
  const told: CallView = {
    guildId,
    channelId,
    conversationId,
    noticeIn,
    listen,
    hears: { is: hindrances.includes('deafened') ? 'deafened' : hearing.members.length > 0 ? 'people' : 'nobody' },
    speaks: decideAudibility(hindrances),
    captions,
    ...(interpreting && { interpreting }),
    chat: attendance.decideChat(rules),
    consent: rules.consent,
    days: rules.days,
    state,
  };
  return { told, hearing };
};
