import type { Logger } from 'pino';
import type { Clock } from '../base/clock.ts';
import type { InboundStage } from '../base/inbound.ts';
import { Timer } from '../base/timer.ts';
import type { Person } from '../conversation/people/person.ts';
import type { HearingPolicy, Interrupters } from '../voice/bridge/protocol.ts';
import type { CallRules } from './call-rules.ts';
import {
  type ChatMode,
  type JoinRequest,
  type ListenMode,
  type Participant,
  toConversationPlace,
  type Venue,
} from './contract.ts';
import type { AddressGate } from './gate/gate.ts';
import { decideHearing, decideInterrupters } from './listening-rules.ts';
import type { OptOuts } from './opt-out.ts';
import { SpeechAdmission, type SpeechAdmissionOptions } from './speech-admission.ts';

/** How long to wait before asking again for people's choices that couldn't be read, in milliseconds. */
const LEARN_AGAIN = 2_000;

/** What is needed to know who is there, and who may be heard. */
export type AttendanceMeans = {
  venue: Venue;
  consent: OptOuts;
  /** The stages that everything people do has to pass. Speech is no exception. */
  admit: InboundStage;
  /** Says whether Parley is spoken to; nothing if there's nobody to ask. */
  gate?: AddressGate | undefined;
  clock: Clock;
  log: Logger;
};

/**
 * Whether people (bots don't count) are in a voice channel. It's `unknown` while the server is unavailable, or while some
 * of those in the channel can't be told from bots because their names aren't known yet. A deleted channel has nobody.
 */
export const hasCompany = (
  venue: Pick<Venue, 'knows' | 'channel'>,
  guildId: string,
  channelId: string,
): 'people' | 'nobody' | 'unknown' => {
  if (!venue.knows(guildId)) return 'unknown';
  const channel = venue.channel(channelId);
  if (channel?.participants.some(({ bot }) => !bot)) return 'people';
  return channel && channel.unnamed > 0 ? 'unknown' : 'nobody';
};

/** Who is in a call's voice channel, and whom of them Parley may hear. */
export class Attendance {
  #means: AttendanceMeans;
  #guildId: string;
  #admission: SpeechAdmission;
  /** Who agreed to be heard, and who opted out. People who aren't in here are not heard yet. */
  #heard = new Map<string, boolean>();
  #alone: Timer;
  /** Since when the channel has been empty, in milliseconds, while it is. */
  #emptySince: number | undefined;
  #again: Timer;
  #isOver = false;

  constructor(
    call: Pick<JoinRequest, 'guildId' | 'conversationId' | 'parentId'>,
    means: AttendanceMeans,
    events: Pick<SpeechAdmissionOptions, 'onChange' | 'onRefusal' | 'onExpiry'>,
  ) {
    const { guildId } = call;
    this.#guildId = guildId;
    this.#means = means;
    this.#admission = new SpeechAdmission({
      ...means,
      ...events,
      place: toConversationPlace(call),
      sender: (userId) => means.venue.sender(guildId, userId),
    });
    this.#alone = new Timer(means.clock);
    this.#again = new Timer(means.clock);
  }

  /** Everyone in a voice channel except Parley. */
  people(channelId: string): Participant[] {
    return this.#means.venue.channel(channelId)?.participants ?? [];
  }

  /** Whether people are in a voice channel; see {@link hasCompany}. */
  company(channelId: string): 'people' | 'nobody' | 'unknown' {
    return hasCompany(this.#means.venue, this.#guildId, channelId);
  }

  /** Whom the ears may hear in a channel, and how. People who can't read `noticeIn`, where the notice stands, aren't heard. */
  decideHearing(channelId: string, listen: ListenMode, { turns }: CallRules, noticeIn: string): HearingPolicy {
    const people = this.people(channelId);
    const isRefused = ({ id, bot }: Participant) => !bot && !this.#mayHear(id, noticeIn);
    const refused = new Set(people.filter(isRefused).map(({ id }) => id));
    return decideHearing(listen, people, refused, turns, this.#means.gate !== undefined);
  }

  /** What counts as meant for Parley in the chat. Without a gate nobody knows it of what doesn't call Parley. */
  decideChat({ chat }: CallRules): ChatMode {
    return this.#means.gate ? chat : 'mentions';
  }

  /** Whether a person is in a channel, and lets Parley hear them, whether it listens or not. */
  hasWilling(channelId: string, userId: string, noticeIn: string): boolean {
    return this.people(channelId).some(({ id, bot }) => id === userId && !bot) && this.#mayHear(userId, noticeIn);
  }

  /** Who in a channel may interrupt the answer to this person's question. */
  decideInterrupters(channelId: string, asker: string, listen: ListenMode, rules: CallRules): Interrupters {
    const people = this.people(channelId).filter(({ bot }) => !bot);
    const senders = people.map(({ id }) => this.#means.venue.sender(this.#guildId, id));
    return decideInterrupters(listen, asker, senders, rules, this.#means.gate?.isThere);
  }

  #mayHear(id: string, noticeIn: string): boolean {
    return this.#heard.get(id) === true && this.#admission.has(id) && this.#means.venue.reads(noticeIn, id);
  }

  person(channelId: string, userId: string): Person {
    const found = this.people(channelId).find(({ id }) => id === userId);
    return { id: userId, name: found?.name ?? 'someone' };
  }

  /** Asks whether a person may say what they're starting to say. @throws the refusal */
  admit(userId: string): Promise<void> {
    return this.#admission.ask(userId);
  }

  /**
   * Asks, for everyone in a channel, whether they may be heard and whether they have opted out. What couldn't be read may be after
   * a while: then it calls `again`, once for all calls made until then. Never rejects.
   */
  async learn(channelId: string, again: () => void): Promise<void> {
    const people = this.people(channelId).flatMap(({ id, bot }) => (bot ? [] : [id]));
    try {
      await Promise.all([this.#admission.learn(people), this.#learnChoices(people)]);
    } catch (error) {
      this.#means.log.error({ event: 'consent.unknown', err: error }, 'could not read who has opted out');
      if (!this.#isOver && !this.#again.isSet) this.#again.set(LEARN_AGAIN, again);
    }
  }

  async #learnChoices(people: readonly string[]): Promise<void> {
    const unknown = people.filter((id) => !this.#heard.has(id));
    if (unknown.length === 0) return;
    const refused = new Set(await this.#means.consent.findOptedOut(this.#guildId, unknown));
    // A button that was pressed in the meantime counts for more than what was stored before.
    for (const id of unknown) if (!this.#heard.has(id)) this.#heard.set(id, !refused.has(id));
  }

  /** A person chose whether to be heard. */
  chose(userId: string, heard: boolean): void {
    this.#heard.set(userId, heard);
  }

  /**
   * Calls `leave` once the channel has been empty for `patience` milliseconds. Call this whenever people come or go, or when
   * the patience changes.
   */
  watch(channelId: string, patience: number, leave: () => void): void {
    if (this.#isOver) return;
    this.#alone.stop();
    if (this.company(channelId) !== 'nobody') {
      this.#emptySince = undefined;
      return;
    }
    const now = this.#means.clock.now();
    this.#emptySince ??= now;
    this.#alone.set(Math.max(0, this.#emptySince + patience - now), leave);
  }

  /** Asks once more about everyone in a channel, because what decides who may be heard has changed. */
  recheck(channelId: string): Promise<void> {
    return this.#admission.recheck(this.people(channelId).flatMap(({ id, bot }) => (bot ? [] : [id])));
  }

  /** The call is over. */
  close(): void {
    this.#admission.close();
    this.#isOver = true;
    this.#alone.stop();
    this.#again.stop();
  }
}
