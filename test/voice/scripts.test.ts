import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { opened } from '../world/discord/scene.ts';
import { encode } from '../world/discord/voice/codec.ts';
import { correlate, speech, sweep } from '../world/discord/voice/signals.ts';
import { fromPcm, resampled, toPcm } from '../world/discord/voice/sound.ts';
import { called, processesFor } from './stage.ts';

/** Scripts run side by side, each lane in a server of its own, one after the other within it. */
const LANES = 8;
const SCRIPTS = 200;

/** Every call has so many people, and every script two channels for them and the bot. */
const PEOPLE = 3;
const CHANNELS = 2;

/** One thing that happens in a voice channel; people and channels are named by their numbers. */
type Step =
  | { is: 'person'; who: number; to: number | undefined }
  | { is: 'bot'; to: number }
  /** The call is downgraded to transport encryption alone, or upgraded again. */
  | { is: 'version'; of: number }
  /** Somebody talks into what happens next. Nobody has to hear it. */
  | { is: 'talk'; who: number }
  /** The group comes to rest, or so many milliseconds pass, before what follows. */
  | { is: 'rest' }
  | { is: 'wait'; ms: number };

const who = fc.nat(PEOPLE - 1);
const channel = fc.nat(CHANNELS - 1);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ is: fc.constant('person'), who, to: fc.option(channel, { nil: undefined }) }) },
  { weight: 2, arbitrary: fc.record({ is: fc.constant('bot'), to: channel }) },
  { weight: 2, arbitrary: fc.record({ is: fc.constant('version'), of: channel }) },
  { weight: 2, arbitrary: fc.record({ is: fc.constant('talk'), who }) },
  { weight: 2, arbitrary: fc.record({ is: fc.constant('rest') }) },
  { weight: 2, arbitrary: fc.record({ is: fc.constant('wait'), ms: fc.nat(30) }) },
);
const script = fc.array(step, { minLength: 1, maxLength: 12 });

/** What the bot says: 24 kHz, as the model does. */
const SAYING = sweep(300, 3_000, 200, { rate: 24_000 });

/** Everybody has a voice of their own, so that one is not taken for another. */
const VOICES = Array.from({ length: PEOPLE }, (_, seed) => speech(300, { seed: seed + 1, rate: 16_000 }));
const SPEECHES = VOICES.map((voice) => encode(resampled(voice, 48_000)));

test('whatever people, the bot and the delivery service do, who is there in the end hears and is heard', async (t) => {
  const { discord, login } = await opened(t, { voice: {} });
  const { voice } = discord;
  const guilds = Array.from({ length: LANES }, (_, lane) => discord.guild(`Workshop ${lane}`));
  const client = await login();
  const { processes, deaths } = processesFor(t, discord);

  const lane = async (guild: (typeof guilds)[number], seed: number) => {
    const people = Array.from({ length: PEOPLE }, (_, number) => guild.member(`Person ${number}`));
    const members = people.map(({ id }) => id);
    const hall = guild.voice('Hall');
    const hearing = { members, floor: 'open', turnEnd: 'speculative', pause: 100 } as const;
    const { reports, remote, ended, call } = called(processes, { client, channel: hall, hearing });
    await reports.next('ready', 1);
    let turn = 0;

    /** The bot says something, and whoever is in the channel hears it. */
    const isHeard = async (channel: typeof hall) => {
      const ears = voice.hears(channel);
      ears.forget();
      turn += 1;
      remote.send({ is: 'speak', call, turn, interrupters: [] });
      remote.send({ is: 'sound', call, turn, pcm: toPcm(SAYING) });
      remote.send({ is: 'said', call, turn });
      assert.equal((await reports.next('silent', turn)).how, 'played');
      await ears.until(() => ears.packets.at(-1)?.silence && ears.packets.at(-5)?.silence);
      const { r } = correlate(SAYING, ears.sound());
      assert.ok(r > 0.95, `what the bot says is heard with a likeness of ${r}`);
    };

    /** People say something at once, and the bot hears each of them, one after the other. */
    const hears = async (present: number[]) => {
      const before = reports.of('ended').length;
      await Promise.all(present.map((who) => people[who]?.speaks(SPEECHES[who] ?? [], { pace: 'at once' })));
      await reports.next('ended', before + present.length);
      const begun = reports.of('begun').slice(before);
      assert.deepEqual(begun.map(({ userId }) => members.indexOf(userId)).sort(), present);
      for (const { utterance, userId } of begun) {
        const pcm = reports.of('heard').flatMap((each) => (each.utterance === utterance ? [each.pcm] : []));
        const original = VOICES[members.indexOf(userId)] ?? SAYING;
        const { r } = correlate(original, fromPcm(Buffer.concat(pcm), 16_000));
        assert.ok(r > 0.8, `what ${userId} says is heard with a likeness of ${r}`);
      }
    };

    const perform = async (steps: Step[]) => {
      for (const person of people) person.leaves();
      const channels = Array.from({ length: CHANNELS }, (_, number) => guild.voice(`Channel ${number}`));
      const at = (number: number) => channels[number] ?? hall;
      const here = () => guild.voiceChannelOf(discord.bot) ?? hall;
      const inside = () => people.flatMap((one, who) => (guild.voiceChannelOf(one) === here() ? [who] : []));
      guild.moves(discord.bot, at(0));
      for (const step of steps) {
        if (step.is === 'person' && step.to === undefined) people[step.who]?.leaves();
        else if (step.is === 'person') people[step.who]?.joins(at(step.to ?? 0));
        else if (step.is === 'bot') guild.moves(discord.bot, at(step.to));
        else if (step.is === 'version') {
          const { id } = at(step.of);
          if (voice.delivery.version(id) === 1) voice.delivery.downgrade(id);
          else voice.delivery.upgrade(id);
        } else if (step.is === 'talk') {
          const person = people[step.who];
          if (person && guild.voiceChannelOf(person)) void person.speaks(SPEECHES[step.who] ?? []);
        } else if (step.is === 'rest') await voice.delivery.settled(here().id);
        else await new Promise((resolve) => setTimeout(resolve, step.ms));
      }
      if (inside().length === 0) people[0]?.joins(here());
      await voice.connected(here());
      await isHeard(here());
      await hears(inside());
      assert.deepEqual([reports.of('lost'), ended, deaths], [[], { gone: false, restarts: 0 }, []]);
      for (const channel of channels) if (channel !== here()) channel.delete();
    };

    await fc.assert(fc.asyncProperty(script, perform), { seed, numRuns: SCRIPTS / LANES, endOnFailure: true });
    console.log('mending', reports.of('mending').length, 'ready', reports.of('ready').length, reports.of('loss').length);
  };

  await Promise.all(guilds.map((guild, number) => lane(guild, number + 1)));
});
