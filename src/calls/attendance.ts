import type { Logger } from 'pino';
import type { Clock } from '../base/clock.ts';
import type { InboundStage } from '../base/inbound.ts';
import { Timer } from '../base/timer.ts';
import type { Person } from '../conversation/people/person.ts';
import type { EndpointingSettings } from '../voice/bridge/endpointing.ts';
import type { HearingPolicy } from '../voice/bridge/protocol.ts';
import type { CallSettings, JoinRequest, ListenMode, Participant, Venue } from './contract.ts';
import { decideHearing, decideListenMode } from './listening-rules.ts';
import type { OptOuts } from './opt-out.ts';
import { SpeechAdmission, type SpeechAdmissionOptions } from './speech-admission.ts';

/** How long Parley stays in a voice channel without anybody, in milliseconds. */
export const ALONE = 5 * 60_000;

/** What could not be learnt of people is asked for again after so many milliseconds. */
const LEARN_AGAIN = 2_000;

/** Where people are looked up, and what they chose. */
export type AttendanceMeans = {
  venue: Venue;
  consent: OptOuts;
  /** What everything that people do has to pass, speech as well. */
  admit: InboundStage;
  turns: EndpointingSettings;
  clock: Clock;
  log: Logger;
};

/**
 * Whether there is anybody but bots in a voice channel. Of a server that is away, and of people whose names are not known
 * yet, nobody can tell; a channel that is gone has nobody.
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
  /** What people have chosen; whose choice is not known yet is not heard. */
  #heard = new Map<string, boolean>();
  #alone: Timer;
  #again: Timer;
  #isOver = false;

  constructor(
    { guildId, conversationId }: Pick<JoinRequest, 'guildId' | 'conversationId'>,
    means: AttendanceMeans,
    events: Pick<SpeechAdmissionOptions, 'onChange' | 'onRefusal' | 'onExpiry'>,
  ) {
    this.#guildId = guildId;
    this.#means = means;
    this.#admission = new SpeechAdmission({
      ...means,
      ...events,
      place: { server: guildId, channel: conversationId, parent: undefined },
      sender: (userId) => means.venue.sender(guildId, userId),
    });
    this.#alone = new Timer(means.clock);
    this.#again = new Timer(means.clock);
  }

  /** Everybody in a voice channel but Parley. */
  people(channelId: string): Participant[] {
    return this.#means.venue.channel(channelId)?.participants ?? [];
  }

  /** Whether there is anybody but bots. */
  company(channelId: string): 'people' | 'nobody' | 'unknown' {
    return hasCompany(this.#means.venue, this.#guildId, channelId);
  }

  /** How a call there listens. */
  decideListenMode(channelId: string, settings: CallSettings): ListenMode {
    return decideListenMode(settings, this.people(channelId));
  }

  /** Whom the ears may hear there, and how. Whoever cannot read in `place`, where it is told that Parley listens, is not heard. */
  decideHearing(channelId: string, settings: CallSettings, place: string): HearingPolicy {
    const people = this.people(channelId);
    const mayHear = (id: string) =>
      this.#heard.get(id) === true && this.#admission.has(id) && this.#means.venue.reads(place, id);
    const refused = new Set(people.filter(({ id, bot }) => !bot && !mayHear(id)).map(({ id }) => id));
    return decideHearing(decideListenMode(settings, people), people, refused, this.#means.turns);
  }

  person(channelId: string, userId: string): Person {
    const found = this.people(channelId).find(({ id }) => id === userId);
    return { id: userId, name: found?.name ?? 'someone' };
  }

  /** Asks whether somebody may say what they begin to say. @throws what refuses it */
  admit(userId: string): Promise<void> {
    return this.#admission.ask(userId);
  }

  /** Learns who of those who are there may be heard, and what they have chosen. */
  async learn(channelId: string): Promise<void> {
    const people = this.people(channelId).flatMap(({ id, bot }) => (bot ? [] : [id]));
    await Promise.all([this.#admission.learn(people), this.#learnChoices(people)]);
  }

  async #learnChoices(people: readonly string[]): Promise<void> {
    const unknown = people.filter((id) => !this.#heard.has(id));
    if (unknown.length === 0) return;
    const refused = new Set(await this.#means.consent.findOptedOut(this.#guildId, unknown));
    // Whoever pressed a button meanwhile has decided already.
    for (const id of unknown) if (!this.#heard.has(id)) this.#heard.set(id, !refused.has(id));
  }

  /** Somebody chose whether to be heard. */
  chose(userId: string, heard: boolean): void {
    this.#heard.set(userId, heard);
  }

  /** Calls `leave` when nobody has been there for a while; to be asked again whenever people come or go. */
  watch(channelId: string, leave: () => void): void {
    if (this.#isOver) return;
    if (this.company(channelId) !== 'nobody') this.#alone.stop();
    else if (!this.#alone.isSet) this.#alone.set(ALONE, leave);
  }

  /** Calls `again` after a while, once for however many who ask for it; nothing comes after the end. */
  wait(again: () => void): void {
    if (!this.#isOver && !this.#again.isSet) this.#again.set(LEARN_AGAIN, again);
  }

  /** The call is over. */
  close(): void {
    this.#admission.close();
    this.#isOver = true;
    this.#alone.stop();
    this.#again.stop();
  }
}
