import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Channel } from '../../world/discord/channel.ts';
import type { Discord } from '../../world/discord/discord.ts';
import type { Guild } from '../../world/discord/guild.ts';
import type { Member } from '../../world/discord/member.ts';
import { encode } from '../../world/discord/voice/codec.ts';
import { correlate, speech, sweep } from '../../world/discord/voice/signals.ts';
import { durationOf, fromPcm, resample, type Sound, toPcm } from '../../world/discord/voice/sound.ts';
import type { called } from './stage.ts';

/** How many people each call has, and how many channels each script has. */
const PEOPLE = 3;
const CHANNELS = 2;

/** One thing that happens in a voice channel. People and channels are given by their numbers. */
type Step =
  | { is: 'person'; who: number; to: number | undefined }
  | { is: 'bot'; to: number }
  /** The call is downgraded to transport encryption only, or upgraded again. */
  | { is: 'version'; of: number }
  /** A person talks while the next thing happens. It doesn't have to be heard. */
  | { is: 'talk'; who: number }
  /** Waits until the group has settled, or for this many milliseconds. */
  | { is: 'rest' }
  | { is: 'wait'; ms: number };

const who = fc.nat(PEOPLE - 1);
const place = fc.nat(CHANNELS - 1);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ is: fc.constant('person'), who, to: fc.option(place, { nil: undefined }) }) },
  { weight: 2, arbitrary: fc.record({ is: fc.constant('bot'), to: place }) },
  { weight: 2, arbitrary: fc.record({ is: fc.constant('version'), of: place }) },
  { weight: 2, arbitrary: fc.record({ is: fc.constant('talk'), who }) },
  { weight: 2, arbitrary: fc.record({ is: fc.constant('rest') }) },
  { weight: 2, arbitrary: fc.record({ is: fc.constant('wait'), ms: fc.nat(30) }) },
);

/** Anything that people, moderators and the voice server may do within a second. */
export const script: fc.Arbitrary<Step[]> = fc.array(step, { minLength: 1, maxLength: 12 });

/** Who is heard with more likeness than this is heard. */
const HEARD = 0.8;

/** How far into an utterance a person's words may begin, in milliseconds: something that they said before may be in front. */
const LATEST = 400;

/** What the bot says: 24 kHz, as from the model. */
const SAYING = sweep(300, 3_000, 200, { rate: 24_000 });

/** Everyone has a different voice, so that people aren't confused with each other. */
const VOICES = Array.from({ length: PEOPLE }, (_, seed) => speech(300, { seed: seed + 1, rate: 16_000 }));
const SPEECHES = VOICES.map((voice) => encode(resample(voice, 48_000)));

/** The people of a call in a server. */
export const peopleOf = (guild: Guild): Member[] =>
  Array.from({ length: PEOPLE }, (_, number) => guild.member(`Person ${number}`));

/** A call of the bot, in which scripts are performed one after another. */
export class ScriptedCall {
  readonly #discord: Discord;
  readonly #guild: Guild;
  readonly #people: Member[];
  readonly #call: ReturnType<typeof called>;
  /** The channel in which the bot should be. */
  #here: Channel;
  #turn = 0;

  constructor(about: {
    discord: Discord;
    guild: Guild;
    people: Member[];
    here: Channel;
    call: ReturnType<typeof called>;
  }) {
    this.#discord = about.discord;
    this.#guild = about.guild;
    this.#people = about.people;
    this.#here = about.here;
    this.#call = about.call;
  }

  /** Performs a script in channels of its own. Throws unless everyone who is there afterwards hears and is heard. */
  async perform(steps: Step[]): Promise<void> {
    const guild = this.#guild;
    for (const person of this.#people) person.leaves();
    const channels = Array.from({ length: CHANNELS }, (_, number) => guild.voice(`Channel ${number}`));
    const talks: Promise<unknown>[] = [];
    const [first] = channels;
    if (first) this.#move(first);
    for (const one of steps) await this.#perform(one, (number) => channels[number] ?? this.#here, talks);
    if (this.#present.length === 0) this.#people[0]?.joins(this.#here);
    await this.#discord.voice.connected(this.#here);
    await Promise.all(talks);
    await this.#isHeard();
    await this.#hears(this.#present);
    const { reports, ended } = this.#call;
    assert.deepEqual([reports.of('lost'), ended], [[], { gone: false, restarts: 0 }]);
    for (const channel of channels) if (channel !== this.#here) channel.delete();
  }

  #move(channel: Channel): void {
    this.#here = channel;
    this.#guild.moves(this.#discord.bot, channel);
  }

  /** The numbers of the people who are with the bot. */
  get #present(): number[] {
    return this.#people.flatMap((one, who) => (this.#guild.voiceChannelOf(one) === this.#here ? [who] : []));
  }

  async #perform(step: Step, at: (number: number) => Channel, talks: Promise<unknown>[]): Promise<void> {
    const { voice } = this.#discord;
    const person = 'who' in step ? this.#people[step.who] : undefined;
    switch (step.is) {
      case 'person':
        if (step.to === undefined) person?.leaves();
        else person?.joins(at(step.to));
        break;
      case 'bot':
        this.#move(at(step.to));
        break;
      case 'version':
        if (voice.delivery.version(at(step.of).id) === 1) voice.delivery.downgrade(at(step.of).id);
        else voice.delivery.upgrade(at(step.of).id);
        break;
      case 'talk':
        if (person && this.#guild.voiceChannelOf(person)) talks.push(person.speaks(SPEECHES[step.who] ?? []));
        break;
      case 'rest':
        await voice.delivery.settled(this.#here.id);
        break;
      case 'wait':
        await new Promise((resolve) => setTimeout(resolve, step.ms));
    }
  }

  /** The bot says something, and everyone in the channel hears it. */
  async #isHeard(): Promise<void> {
    const { reports, remote, call } = this.#call;
    const ears = this.#discord.voice.hears(this.#here);
    ears.forget();
    this.#turn += 1;
    remote.send({ is: 'speak', call, turn: this.#turn, interrupters: [] });
    remote.send({ is: 'sound', call, turn: this.#turn, pcm: toPcm(SAYING) });
    remote.send({ is: 'said', call, turn: this.#turn });
    assert.equal((await reports.next('silent', this.#turn)).how, 'played');
    await ears.until(() => ears.sounding.length > 0 && ears.packets.slice(-5).every(({ silence }) => silence));
    const { r } = correlate(SAYING, ears.sound());
    assert.ok(r > 0.95, `what the bot says is heard with a likeness of ${r}`);
  }

  /**
   * People speak at the same time, and the bot hears each of them, one after another. What they said before may come late,
   * and what they say now may come in pieces, so only the sound counts, and the order of the utterances doesn't.
   */
  async #hears(present: number[]): Promise<void> {
    const { reports } = this.#call;
    await reports.until(
      () => this.#isQuiet || undefined,
      () => 'what was said before does not end',
    );
    const before = reports.all.length;
    await Promise.all(present.map((who) => this.#people[who]?.speaks(SPEECHES[who] ?? [], { pace: 'at once' })));
    let likeness: number[] = [];
    const areHeard = () => {
      if (!this.#isQuiet) return undefined;
      likeness = present.map((who) => this.#likeness(who, before));
      return likeness.every((r) => r > HEARD) || undefined;
    };
    await reports.until(areHeard, () => `${present} are heard with a likeness of ${likeness}`);
    const speakers = new Set(this.#heardSince(before).map(({ who }) => who));
    assert.deepEqual([...speakers].toSorted(), present);
  }

  /** Whether every utterance has ended. One that is gone on with ends once more. */
  get #isQuiet(): boolean {
    const { reports } = this.#call;
    return reports.of('begun').length + reports.of('again').length === reports.of('ended').length;
  }

  /** What was heard after so many reports, by utterance, and who said it. */
  #heardSince(before: number): { who: number; sound: Sound }[] {
    const { reports } = this.#call;
    const heard = reports.all.slice(before).filter((each) => each.is === 'heard');
    return reports.of('begun').flatMap(({ utterance, userId }) => {
      const pcm = heard.flatMap((each) => (each.utterance === utterance ? [each.pcm] : []));
      const who = this.#people.findIndex(({ id }) => id === userId);
      return pcm.length > 0 ? [{ who, sound: fromPcm(Buffer.concat(pcm), 16_000) }] : [];
    });
  }

  /** How much the most similar utterance of a person is like their voice, of those that were heard since. */
  #likeness(who: number, before: number): number {
    const voice = VOICES[who];
    const own = this.#heardSince(before).filter((each) => each.who === who);
    if (!voice) return 0;
    const likenesses = own.map(({ sound }) => {
      const { r } = correlate(voice, sound);
      if (r > HEARD) return r;
      const to = Math.min(LATEST, Math.max(0, durationOf(sound) - durationOf(voice)));
      return correlate(voice, sound, { to }).r;
    });
    return Math.max(0, ...likenesses);
  }
}
