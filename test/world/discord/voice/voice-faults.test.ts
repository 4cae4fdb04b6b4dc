import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import { entersState, VoiceConnectionDisconnectReason, VoiceConnectionStatus } from '@discordjs/voice';
import { encode } from '../../../../world/discord/voice/codec.ts';
import { OPUS_SILENCE } from '../../../../world/discord/voice/opcodes.ts';
import { correlate, makeTone, sweep } from '../../../../world/discord/voice/signals.ts';
import { XCHACHA } from '../../../../world/discord/voice/transport.ts';
import { play, ReceivedAudio, ready, voiceScene } from '../../../../world/discord/voice/voice-scene.ts';

const signal = sweep(300, 3_000, 400);
const frames = encode(signal);

for (const code of [4015, 1001])
  test(`a client that is hung up on with ${code} resumes, and goes on speaking`, async (t) => {
    const { voice, lounge, ears, ada, join } = await voiceScene(t);
    ada.joins(lounge);
    const connection = join();
    await ready(connection);
    const client = await voice.connected(lounge);
    voice.hangUp(code);
    await voice.until(() => client.resumes === 1);
    await ready(connection);
    await play(connection, frames);
    assert.ok(correlate(signal, ears.sound()).r > 0.99);
    assert.equal(voice.gateway.identifies, 1);
  });

test('a client whose sockets are cut resumes', async (t) => {
  const { voice, lounge, join } = await voiceScene(t);
  await ready(join());
  const client = await voice.connected(lounge);
  voice.drop();
  await voice.until(() => client.resumes === 1);
});

for (const [replay, order] of [
  ['before resumed', [11, 9]],
  ['after resumed', [9, 11]],
] as const)
  test(`what a client missed comes ${replay}`, async (t) => {
    const { voice, lounge, ada, join } = await voiceScene(t, { dave: 0 });
    voice.faults.replay = replay;
    const connection = join();
    await ready(connection);
    const client = await voice.connected(lounge);
    const ops: number[] = [];
    const both = new Promise<void>((resolve) => {
      connection.on('debug', (line) => {
        const [, op] = /<< \{"op":(9|11),/.exec(line) ?? [];
        if (op && ops.push(Number(op)) === 2) resolve();
      });
    });
    voice.drop();
    await voice.until(() => !client.socket);
    ada.joins(lounge);
    await both;
    assert.deepEqual(ops, order);
  });

test('a bot that is kicked is told to stay away', async (t) => {
  const { voice, lounge, guild, discord, join } = await voiceScene(t);
  const connection = join();
  await ready(connection);
  await voice.connected(lounge);
  guild.kicksFromVoice(discord.bot);
  await entersState(connection, VoiceConnectionStatus.Disconnected, 5_000);
  const { state } = connection;
  assert.equal(state.status === VoiceConnectionStatus.Disconnected && state.reason, 0);
  assert.equal(state.status === VoiceConnectionStatus.Disconnected && 'closeCode' in state && state.closeCode, 4014);
});

test('a bot that is moved speaks in the other channel', async (t) => {
  const { voice, guild, lounge, discord, ada, join } = await voiceScene(t);
  const library = guild.voice('Library');
  ada.joins(library);
  const connection = join();
  await ready(connection);
  await voice.connected(lounge);
  guild.moves(discord.bot, library);
  await voice.connected(library);
  await ready(connection);
  await play(connection, frames);
  assert.ok(correlate(signal, voice.hears(library).sound()).r > 0.99);
  assert.equal(voice.hears(lounge).packets.length, 0);
});

test('a voice server that goes away is replaced', async (t) => {
  const { voice, guild, lounge, join } = await voiceScene(t);
  const connection = join();
  await ready(connection);
  await voice.connected(lounge);
  const gone = entersState(connection, VoiceConnectionStatus.Disconnected, 5_000);
  const arrive = voice.reallocates(guild);
  await gone;
  const { state } = connection;
  assert.ok(
    state.status === VoiceConnectionStatus.Disconnected &&
      state.reason === VoiceConnectionDisconnectReason.EndpointRemoved,
  );
  arrive();
  await ready(connection);
  await voice.connected(lounge);
});

test('a request for discovery that is lost leaves the client waiting', async (t) => {
  const { voice, join } = await voiceScene(t);
  voice.faults.dropDiscovery = 1;
  const connection = join();
  await voice.until(() => voice.faults.dropDiscovery === 0);
  assert.equal(connection.state.status, VoiceConnectionStatus.Connecting);
  assert.equal(voice.clients[0]?.address, undefined);
});

test('heartbeats that stay unanswered make the client resume', async (t) => {
  const { voice, lounge, join } = await voiceScene(t, { heartbeatInterval: 30 });
  await ready(join());
  const client = await voice.connected(lounge);
  voice.faults.withholdAcks = true;
  await voice.until(() => client.resumes === 1);
});

test('an identify may be refused with any code', async (t) => {
  const { voice, discord, join } = await voiceScene(t);
  voice.faults.refuse = 4014;
  const connection = join();
  await entersState(connection, VoiceConnectionStatus.Disconnected, 5_000);
  assert.equal(voice.gateway.identifies, 1);
  assert.equal(discord.voiceRequests.length, 1);
});

test('on a stage there is no DAVE', async (t) => {
  const { voice, guild, join } = await voiceScene(t);
  const stage = guild.stage('Stage');
  await ready(join(stage));
  const client = await voice.connected(stage);
  assert.equal(client.daveVersion, 0);
});

test('a server that offers XChaCha alone is spoken to by it', async (t) => {
  const { voice, lounge, join } = await voiceScene(t);
  voice.gateway.modes = [XCHACHA];
  await ready(join());
  assert.equal((await voice.connected(lounge)).mode, XCHACHA);
});

test('a server that falls silent answers nothing', async (t) => {
  const { voice, lounge, ears, join } = await voiceScene(t, { heartbeatInterval: 20 });
  const connection = join();
  await ready(connection);
  await voice.connected(lounge);
  voice.faults.silent = true;
  await play(connection, frames.slice(0, 5));
  assert.equal(ears.packets.length, 0);
});

test('who is deafened gets no packets, and who is muted reaches nobody', async (t) => {
  const { voice, guild, lounge, ears, ada, discord, join } = await voiceScene(t);
  ada.joins(lounge);
  const connection = join();
  await ready(connection);
  await voice.connected(lounge);
  const received = new ReceivedAudio(connection, ada);
  guild.deafens(discord.bot);
  guild.mutes(discord.bot);
  await Promise.all([ada.speaks(frames), play(connection, frames)]);
  await voice.until(() => ears.unheard >= frames.length);
  assert.deepEqual([received.packets.length, ears.packets.length], [0, 0]);
});

test('packets get lost, doubled and overtaken on their way, both ways', async (t) => {
  const { voice, lounge, ears, ada, join } = await voiceScene(t, { dave: 0 });
  ada.joins(lounge);
  const connection = join();
  await ready(connection);
  await voice.connected(lounge);
  const received = new ReceivedAudio(connection, ada);
  voice.faults.fromClient = { loss: [3] };
  voice.faults.toClient = { loss: [2], duplicate: [5], reorder: [8] };
  await Promise.all([ada.speaks(frames, { silenceFrames: 5 }), play(connection, frames)]);
  await ears.falls();
  assert.equal(ears.pacing(ears.packets).lost, 1);
  await received.until(frames.length);
  const order = received.packets.map((packet) => frames.findIndex((one) => one.equals(packet)));
  const rest = frames.map((_, number) => number).slice(10);
  assert.deepEqual(order, [0, 1, 3, 4, 5, 5, 6, 7, 9, 8, ...rest]);
});

test('packets with padding, without extension, unencrypted and with a bad tag reach the client as said', async (t) => {
  const { voice, lounge, ada, join } = await voiceScene(t, { dave: 0 });
  ada.joins(lounge);
  const connection = join();
  await ready(connection);
  await voice.connected(lounge);
  const received = new ReceivedAudio(connection, ada);
  await ada.speaks(frames, { padding: 12, extension: false });
  await received.until(frames.length);
  assert.deepEqual(received.packets, frames);
  const ended = once(received.stream, 'error');
  await ada.speaks(frames.slice(0, 3), { badTag: [1] });
  await ended;
});

test('where DAVE is in force plain and undecryptable frames can be said', async (t) => {
  const { voice, lounge, ada, join } = await voiceScene(t);
  ada.joins(lounge);
  const connection = join();
  await ready(connection);
  await voice.connected(lounge);
  const received = new ReceivedAudio(connection, ada);
  await ada.speaks(frames.slice(0, 5), { secrecy: 'foreign', silenceFrames: 0 });
  await ada.speaks(frames.slice(0, 5), { secrecy: 'plain', silenceFrames: 0 });
  await ada.speaks(frames);
  await received.until(frames.length);
  assert.deepEqual(received.packets, frames);
});

test('an SSRC that was not announced stays unknown until its owner speaks anew', async (t) => {
  const { voice, lounge, ada, join } = await voiceScene(t, { dave: 0 });
  ada.joins(lounge);
  const speech = ada.speaks(makeTone(440, 600));
  const connection = join();
  await ready(connection);
  await voice.connected(lounge);
  const received = new ReceivedAudio(connection, ada);
  await speech;
  assert.deepEqual(received.packets, []);
  await ada.speaks(frames);
  await received.until(frames.length);
});

test('mischief reaches the socket of the client as it is', async (t) => {
  const { voice, lounge, ada, join } = await voiceScene(t, { dave: 0 });
  ada.joins(lounge);
  const connection = join();
  await ready(connection);
  const client = await voice.connected(lounge);
  const { mischief } = voice;
  const person = voice.person(ada);
  await ada.speaks(frames.slice(0, 1));
  const received = new ReceivedAudio(connection, ada);
  const [opus = OPUS_SILENCE] = frames;
  mischief.unknown(client, opus);
  mischief.pad(person);
  mischief.disguise(client, person, opus);
  await received.until(2);
  assert.deepEqual(
    received.packets.map(({ length }) => length),
    [0, 0],
    'discord.js hands padding on, and takes what is disguised for an extension that never ends',
  );
  const failed = once(received.stream, 'error');
  mischief.datagram(client, Buffer.alloc(8), 'stranger');
  mischief.forge(client, person);
  await failed;
});
