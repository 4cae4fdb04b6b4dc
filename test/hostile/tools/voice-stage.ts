import assert from 'node:assert/strict';
import type { Channel } from '../../../world/discord/channel.ts';
import type { Member } from '../../../world/discord/member.ts';
import { speech } from '../../../world/discord/voice/signals.ts';
import { hold, sayHeard, sayHeardLate } from '../../../world/live/steps.ts';
import { lend, ownGround } from '../../end-to-end/ground.ts';
import { MachineClock } from '../../end-to-end/machine-clock.ts';
import { Deeds } from './deeds.ts';
import type { ToolRoom } from './tool-room.ts';
import { ToolStage } from './tool-stage.ts';
import { DENIED, POLL, type VoiceScene } from './voices.ts';

/** A room whose channel a call belongs to. `reminder` is the id of one of Ada's. */
export type VoiceRoom = ToolRoom & { bob: Member; other: Member; lounge: Channel; reminder: string };

/** What each voice sounds like. */
const SEEDS = { Ada: 1, Bob: 2, 'another Ada': 3 };

/** A call with Ada, Bob and somebody who is called Ada, too, and the real bot in a process of its own. */
export const openVoiceStage = async () => {
  const ends: (() => Promise<void>)[] = [];
  try {
    return await openCall(ends);
  } catch (error) {
    for (const end of ends) await end();
    throw error;
  }
};

const openCall = async (ends: (() => Promise<void>)[]) => {
  const ground = await ownGround({ after: (end) => ends.push(end) }, { MESSAGE_CONTENT: 'on' });
  const stage = new ToolStage(ground.world, { clock: new MachineClock(), outside: [] });
  const { live, voice: calls } = await lend(ground);
  await stage.furnish();
  const plain = stage.room();
  const { guild, channel, ada } = plain;
  const [lounge, secret] = [guild.voice('Lounge'), guild.voice('Secret')];
  const [bob, other] = [plain.member('Bob'), plain.member('Ada')];
  const room: VoiceRoom = Object.assign(plain, { bob, other, lounge, reminder: '' });
  await plain.boss.says('so it is', { in: channel });
  await stage.set('tools-confirm', 'allow', { in: channel });
  await room.ask([['remind', { text: 'Bread', for: 'me', in_minutes: 500 }]]);
  room.reminder = `${room.told.at(-1)?.id}`;
  await stage.set('tools-confirm', 'ask', { in: channel });
  for (const one of [bob, other]) channel.denyTo(one, ...DENIED);
  secret.hideFrom(bob);
  plain.member('Eve').joins(secret);
  const ears = calls.hears(lounge);
  for (const one of [ada, bob, other]) one.joins(lounge);
  await stage.set('greeting', 'Start a poll', { in: channel });
  const greeting = Promise.withResolvers<void>();
  Object.assign(room, { calls: () => [POLL], finish: greeting.resolve });
  await ada.slash('join', { listen: 'everyone' }, { in: channel });
  await calls.connected(lounge);
  // Not everybody may read the channel, so it's the call's own chat that says it, and has what Parley answers.
  await lounge.shows(/I’m listening/);
  await calls.delivery.settled(lounge.id);
  await greeting.promise;
  const greeted = JSON.stringify(room.told.at(-1));

  /** Plays a scene; what the model was told, and what has been done. */
  const play = async (scene: VoiceScene) => {
    const { by, voice, isUnannounced = false, heard, isLate = false, meanwhile, tries, after } = scene;
    const speaker = { Ada: ada, Bob: bob, 'another Ada': other }[by];
    const deeds = new Deeds(stage.world.discord, channel);
    const gate = Promise.withResolvers<void>();
    const over = Promise.withResolvers<void>();
    const before = { told: room.told.length, read: room.read.length };
    room.calls = () => tries.map(({ call }) => call(room));
    room.prelude = [isLate ? sayHeardLate(over.promise, heard) : sayHeard(heard), hold(gate.promise)];
    room.finish = over.resolve;
    room.expected = by === 'another Ada' ? /\[Ada [^\]]+\] says aloud:/ : new RegExp(`\\[${by}\\] says aloud:`);
    await ears.falls();
    await scene.before?.(room);
    await speaker.speaks(speech(450, { seed: SEEDS[voice ?? by] }), isUnannounced ? { announce: false } : {});
    await meanwhile?.(room);
    gate.resolve();
    await over.promise;
    await ears.sounded();
    await after?.(room);
    return {
      told: room.told.slice(before.told).map((one) => JSON.stringify(one)),
      read: room.read.slice(before.read),
      deeds: deeds.list().filter((deed) => deed !== `writes in ${lounge}`),
    };
  };
  const close = async () => {
    const { unexpected } = live;
    for (const end of ends) await end();
    assert.deepEqual(unexpected, []);
  };
  return { greeted, play, close };
};
