import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { CallGatewayEvents } from '../../../src/calls/contract.ts';
import type { Channel } from '../../../world/discord/channel.ts';
import { sentence } from '../../sentences.ts';
import { Heard } from '../call-stage.ts';
import { Parley } from '../stage.ts';

/** A world with a voice channel, and the changes that the venue reports. */
const open = async () => {
  const parley = await Parley.open();
  const lounge = parley.guild.voice('Lounge');
  const heard = new Heard(parley.venue);
  /** Puts the bot into a channel, as Discord would. */
  const put = (channel: Channel | null, extra: Record<string, unknown> = {}) =>
    parley.guild.setVoiceState(parley.discord.bot, channel, extra);
  /** A person enters, and the bot knows. */
  const enters = async (member = parley.ada, channel = lounge) => {
    member.joins(channel);
    await heard.told({ is: 'people', channelId: channel.id });
  };
  const moved = (from?: string, to?: string) => heard.told({ is: 'moved', guildId: parley.guild.id, from, to });
  return { parley, lounge, heard, put, enters, moved };
};

const namesOf = ({ venue }: Parley, { id }: Channel) => venue.channel(id)?.participants.map(({ name }) => name);

describe('a voice channel', () => {
  test('counts as occupied as soon as anybody but the bot is in it', async () => {
    const { parley, lounge, put, enters, moved } = await open();
    await using _ = parley;
    assert.deepEqual(parley.venue.listOccupied(parley.guild.id), []);
    put(lounge);
    await moved(undefined, lounge.id);
    assert.deepEqual(parley.venue.listOccupied(parley.guild.id), []);
    await enters();
    assert.deepEqual(parley.venue.listOccupied(parley.guild.id), [lounge.id]);
    assert.deepEqual(parley.venue.listOccupied('1'), []);
  });

  test('is described with everyone in it except the bot', async () => {
    const { parley, lounge, put, enters, moved } = await open();
    await using _ = parley;
    const robot = parley.guild.member('Robot', { bot: true });
    robot.joins(lounge);
    put(lounge);
    await moved(undefined, lounge.id);
    await enters();
    assert.deepEqual(parley.venue.channel(lounge.id), {
      id: lounge.id,
      guildId: parley.guild.id,
      name: 'Lounge',
      kind: 'voice',
      participants: [
        { id: robot.id, name: 'Robot', bot: true },
        { id: parley.ada.id, name: 'Ada', bot: false },
      ],
      unnamed: 0,
      full: false,
      missing: [],
      hindrances: [],
    });
    assert.equal(parley.venue.user.id, parley.discord.bot.id);
  });

  test('is nothing if it is a text channel, or gone', async () => {
    const { parley, lounge, heard } = await open();
    await using _ = parley;
    assert.equal(parley.venue.channel(parley.general.id), undefined);
    lounge.delete();
    await heard.told({ is: 'deleted', channelId: lounge.id });
    assert.equal(parley.venue.channel(lounge.id), undefined);
  });

  test('tells who came, went and walked over', async () => {
    const { parley, lounge, heard, enters } = await open();
    await using _ = parley;
    const den = parley.guild.voice('Den');
    await enters();
    await enters(parley.ada, den);
    assert.deepEqual(namesOf(parley, lounge), []);
    assert.deepEqual(namesOf(parley, den), ['Ada']);
    parley.ada.leaves();
    await heard.told({ is: 'people', channelId: den.id });
    assert.deepEqual(namesOf(parley, den), []);
  });

  test('names everyone, however many there are', async () => {
    await using parley = await Parley.world();
    const lounge = parley.guild.voice('Lounge');
    const crowd = Array.from({ length: 70 }, (_, index) => parley.guild.member(`Member ${index}`));
    for (const member of crowd) member.joins(lounge);
    await parley.start();
    const heard = new Heard(parley.venue);
    assert.ok((namesOf(parley, lounge)?.length ?? 0) < 70, 'somebody has to be asked for');
    await heard.until(() => namesOf(parley, lounge)?.length === 70);
    assert.deepEqual(new Set(namesOf(parley, lounge)), new Set(crowd.map(({ name }) => name)));
  });

  test('asks again for a name that could not be looked up', async () => {
    await using parley = await Parley.world();
    const lounge = parley.guild.voice('Lounge');
    for (let index = 0; index < 70; index++) parley.guild.member(`Member ${index}`).joins(lounge);
    parley.discord.fail({ route: /GET .*\/members\//, status: 404, code: 10007, times: 1_000 });
    await parley.start();
    const heard = new Heard(parley.venue);
    const unnamed = () => parley.venue.channel(lounge.id)?.unnamed ?? 0;
    assert.ok(unnamed() > 0);
    await parley.logged('a member in a voice channel could not be looked up');
    parley.discord.faults.mend();
    await parley.during(heard.until(() => unnamed() === 0));
    assert.equal(namesOf(parley, lounge)?.length, 70);
  });

  test('is not known while its server is unavailable, and then all about it is', async () => {
    const { parley, lounge, heard, enters } = await open();
    await using _ = parley;
    await enters();
    const { id: guildId } = parley.guild;
    assert.equal(parley.venue.knows(guildId), true);
    parley.guild.goesAway();
    parley.guild.comesBack();
    await heard.told({ is: 'came', guildIds: [guildId] });
    assert.equal(parley.venue.knows(guildId), true);
    assert.deepEqual(namesOf(parley, lounge), ['Ada']);
  });

  test('is one of many that Discord tells of at once, which are told of together', async () => {
    await using parley = await Parley.world();
    const guilds = Array.from({ length: 20 }, (_, index) => parley.discord.guild(`Server ${index}`));
    await parley.start();
    const heard = new Heard(parley.venue);
    for (const guild of guilds) guild.goesAway();
    for (const guild of guilds) guild.comesBack();
    const came = () => heard.changes.flatMap((change) => (change.is === 'came' ? [change.guildIds] : []));
    await heard.until(() => came().flat().length === guilds.length);
    assert.deepEqual(
      came().flat(),
      guilds.map(({ id }) => id),
    );
    assert.ok(came().length < guilds.length, `${came().length}`);
  });

  test('is full when nobody else fits in, unless the bot is in it or may move members', async () => {
    const { parley, lounge, put, enters, moved } = await open();
    await using _ = parley;
    await enters();
    parley.discord.dispatch('CHANNEL_UPDATE', { ...lounge.payload(), user_limit: 1 }, parley.guild);
    await enters(parley.guild.member('Bob'));
    assert.equal(parley.venue.channel(lounge.id)?.full, true);
    parley.guild.botPermissions = parley.guild.botPermissions | (1n << 24n);
    put(lounge);
    await moved(undefined, lounge.id);
    assert.equal(parley.venue.channel(lounge.id)?.full, false);
    put(null);
    await moved(lounge.id, undefined);
    assert.equal(parley.venue.channel(lounge.id)?.full, false);
  });

  test('names the permissions that a call in it lacks', async () => {
    const { parley, lounge, enters } = await open();
    await using _ = parley;
    const stage = parley.guild.stage('Stage');
    lounge.deny('Connect', 'Speak');
    stage.deny('RequestToSpeak', 'Speak');
    await enters();
    assert.deepEqual(parley.venue.channel(lounge.id)?.missing, ['Connect', 'Speak']);
    assert.deepEqual(parley.venue.channel(stage.id)?.missing, ['RequestToSpeak']);
    assert.equal(parley.venue.channel(stage.id)?.kind, 'stage');
  });
});

describe('the bot itself', () => {
  test('is told where it is, and that it was moved or thrown out', async () => {
    const { parley, lounge, put, moved } = await open();
    await using _ = parley;
    const den = parley.guild.voice('Den');
    put(lounge);
    await moved(undefined, lounge.id);
    put(den);
    await moved(lounge.id, den.id);
    put(null);
    await moved(den.id, undefined);
  });

  test('is told that it was muted and deafened, and again that it is not', async () => {
    const { parley, lounge, heard, put } = await open();
    await using _ = parley;
    const guildId = parley.guild.id;
    put(lounge);
    put(lounge, { mute: true, deaf: true });
    await heard.told({ is: 'hindered', guildId });
    assert.deepEqual(parley.venue.channel(lounge.id)?.hindrances, ['muted', 'deafened']);
    put(lounge, { mute: false, deaf: false });
    await heard.told({ is: 'hindered', guildId });
    assert.deepEqual(parley.venue.channel(lounge.id)?.hindrances, []);
  });

  test('is a listener without the permission to speak', async () => {
    const { parley, lounge, heard, put, moved } = await open();
    await using _ = parley;
    put(lounge);
    await moved(undefined, lounge.id);
    assert.deepEqual(parley.venue.channel(lounge.id)?.hindrances, []);
    lounge.deny('Speak');
    await heard.told({ is: 'rights', guildId: parley.guild.id });
    assert.deepEqual(parley.venue.channel(lounge.id)?.hindrances, ['suppressed']);
  });

  test('is out of a voice channel when it is out of the server', async () => {
    const { parley, lounge, put, moved } = await open();
    await using _ = parley;
    put(lounge);
    await moved(undefined, lounge.id);
    parley.guild.kickBot();
    await moved(lounge.id, undefined);
    assert.equal(parley.venue.channel(lounge.id), undefined);
  });
});

describe('a stage', () => {
  const onStage = async () => {
    const opened = await open();
    const stage = opened.parley.guild.stage('Stage');
    opened.put(stage, { suppress: true });
    await opened.heard.told({ is: 'hindered', guildId: opened.parley.guild.id });
    return { ...opened, stage };
  };
  const state = ({ guild, discord }: Parley) => guild.voiceStates.get(discord.bot.id);

  test('is asked to let the bot speak', async () => {
    const { parley } = await onStage();
    await using _ = parley;
    assert.equal(await parley.venue.speakOnStage(parley.guild.id), 'asked');
    assert.notEqual(state(parley)?.request_to_speak_timestamp, null);
    assert.equal(state(parley)?.suppress, true);
  });

  test('lets the bot speak at once that may mute others, and asks no second time', async () => {
    const { parley, stage, heard } = await onStage();
    await using _ = parley;
    stage.allow('MuteMembers');
    parley.ada.joins(stage);
    await heard.told({ is: 'people', channelId: stage.id });
    assert.equal(await parley.venue.speakOnStage(parley.guild.id), 'speaking');
    await heard.told({ is: 'hindered', guildId: parley.guild.id });
    const { length } = parley.discord.requests;
    assert.equal(await parley.venue.speakOnStage(parley.guild.id), 'speaking');
    assert.equal(parley.discord.requests.length, length);
  });

  test('can’t be asked from elsewhere', async () => {
    const { parley } = await open();
    await using _ = parley;
    await assert.rejects(parley.venue.speakOnStage(parley.guild.id), /in no voice channel/);
  });
});

describe('the line under a voice channel', () => {
  test('is written and cleared where that is allowed', async () => {
    const { parley, lounge, put, enters } = await open();
    await using _ = parley;
    lounge.allow(1n << 48n);
    put(lounge);
    await enters();
    await parley.venue.status(lounge.id, 'line.listening');
    assert.equal(lounge.status, sentence({ code: 'line.listening' }));
    await parley.venue.status(lounge.id, undefined);
    assert.equal(lounge.status, '');
  });

  test('is not set from outside, and that is told', async () => {
    const { parley, lounge, enters } = await open();
    await using _ = parley;
    lounge.allow(1n << 48n);
    await enters();
    assert.equal(await parley.venue.status(lounge.id, 'line.listening'), false);
    assert.equal(lounge.status, '');
  });

  test('is left alone where it is not, and a failure is nobody’s trouble', async () => {
    const { parley, lounge, enters } = await open();
    await using _ = parley;
    await parley.venue.status(lounge.id, 'line.listening');
    assert.equal(lounge.status, '');
    lounge.allow(1n << 48n);
    await enters();
    parley.discord.fail({ route: /voice-status/, status: 403, times: 1 });
    await parley.venue.status(lounge.id, 'line.listening');
    assert.equal(lounge.status, '');
  });
});

describe('the way to the gateway', () => {
  /** The events that it brought. */
  const listening = () => {
    const came: { is: string; event?: Record<string, unknown> }[] = [];
    const gone = Promise.withResolvers<void>();
    const served = Promise.withResolvers<void>();
    const on: CallGatewayEvents = {
      state: (event) => came.push({ is: 'state', event }),
      server: (event) => {
        came.push({ is: 'server', event });
        served.resolve();
      },
      onGone: gone.resolve,
    };
    return { on, came, served: served.promise, gone: gone.promise };
  };

  test('sends the request to join, and brings the bot’s own events back', async () => {
    const { parley, lounge, put } = await open();
    await using _ = parley;
    const { on, came, served } = listening();
    const gateway = parley.venue.adapter(parley.guild.id, on);
    const d = { guild_id: parley.guild.id, channel_id: lounge.id, self_mute: false, self_deaf: false };
    assert.equal(gateway.send({ op: 4, d }), true);
    await parley.discord.until(({ voiceRequests }) => voiceRequests.length > 0);
    assert.deepEqual(parley.discord.voiceRequests, [d]);
    parley.ada.joins(lounge);
    const { session_id } = put(lounge);
    const server = { guild_id: parley.guild.id, token: 'secret', endpoint: 'localhost:1' };
    parley.discord.dispatch('VOICE_SERVER_UPDATE', server, parley.guild);
    await served;
    assert.deepEqual(
      came.map(({ is }) => is),
      ['state', 'server'],
    );
    assert.equal(came[0]?.event?.session_id, session_id);
    assert.deepEqual(came[1]?.event, server);
    gateway.close();
  });

  test('says that it is gone when the bot is out of the server', async () => {
    const { parley } = await open();
    await using _ = parley;
    const { on, gone } = listening();
    parley.venue.adapter(parley.guild.id, on);
    parley.guild.kickBot();
    await gone;
    assert.equal(parley.venue.adapter(parley.guild.id, on).send({}), false);
  });
});
