import type { EndpointingSettings } from '../voice/bridge/endpointing.ts';
import type { HearingPolicy } from '../voice/bridge/protocol.ts';
import type { Attendance } from './attendance.ts';
import type { CallRecord } from './call-record.ts';
import { type CallRules, decideSettings } from './call-rules.ts';
import type { CallView, NoticeChannel, Venue } from './contract.ts';
import { decideAudibility, decideListenMode } from './listening-rules.ts';

/** A call as people are to read about it, and whom its ears may hear once they can. */
export type CallLook = { told: CallView; hearing: HearingPolicy };

/** What a call is like. */
type LookedAt = {
  record: Readonly<CallRecord>;
  rules: CallRules;
  attendance: Pick<Attendance, 'people' | 'decideHearing' | 'decideChat'>;
  venue: Pick<Venue, 'channel'>;
  /** Where its notice and its captions are. */
  notice: NoticeChannel;
  state: CallView['state'];
};

/** The least pause that ends what is interpreted, in milliseconds: who interprets at every breath talks over people. */
const LEAST_PAUSE = 700;

/** How the end of something is decided that is interpreted. What was begun to be said isn't taken back when its speaker goes on. */
const toInterpretedTurns = ({ pause }: EndpointingSettings): EndpointingSettings => ({
  turnEnd: 'pause',
  pause: Math.max(pause, LEAST_PAUSE),
});

/**
 * Looks at a call as if people could already read about it. One that interprets hears everybody, however it listens otherwise; but nobody
 * while there's no way for its translations to reach anyone.
 */
export const lookAtCall = ({ record, rules, attendance, venue, notice, state }: LookedAt): CallLook => {
  const { guildId, channelId, conversationId, settings, interpreting } = record;
  const hindrances = venue.channel(channelId)?.hindrances ?? [];
  const { listen: wish, captions } = decideSettings(settings, rules);
  const listen = interpreting ? 'everyone' : decideListenMode(wish, attendance.people(channelId));
  const inForce = interpreting ? { ...rules, turns: toInterpretedTurns(rules.turns) } : rules;
  const speaks = decideAudibility(hindrances);
  const isVain = interpreting !== undefined && notice.missing.length > 0 && !(interpreting.aloud && speaks === 'aloud');
  const willing = attendance.decideHearing(channelId, listen, inForce, notice.id);
  const hearing = isVain ? { ...willing, members: [] } : willing;
  const told: CallView = {
    guildId,
    channelId,
    conversationId,
    noticeIn: notice.id,
    listen,
    hears: decideHears({ isDeaf: hindrances.includes('deafened'), isVain, members: hearing.members, notice }),
    speaks,
    captions,
    ...(interpreting && { interpreting }),
    chat: attendance.decideChat(rules),
    consent: rules.consent,
    days: rules.days,
    state,
  };
  return { told, hearing };
};

/** Who is heard. `isVain`: nobody could read or hear what is interpreted. */
const decideHears = ({ isDeaf, isVain, members, notice }: HearsBasis): CallView['hears'] => {
  if (isDeaf) return { is: 'deafened' };
  if (isVain) return { is: 'unannounced', why: { code: 'notice.unwritten', channel: notice.id } };
  return { is: members.length > 0 ? 'people' : 'nobody' };
};

type HearsBasis = { isDeaf: boolean; isVain: boolean; members: readonly string[]; notice: NoticeChannel };
