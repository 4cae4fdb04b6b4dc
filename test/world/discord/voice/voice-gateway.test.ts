import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type TestContext, test } from 'node:test';
import { Events } from 'discord.js';
import { WebSocket } from 'ws';
import type { VoiceOptions } from '../../../../world/discord/voice/server.ts';
import { voiceScene } from '../../../../world/discord/voice/voice-scene.ts';

type Shown = { server_id: string; user_id: string; session_id: string; token: string };

/** A scene, what the bot may show to the voice gateway, and a socket to it. */
const connected = async (t: TestContext, options?: VoiceOptions) => {
  const { discord, client, guild, lounge, voice } = await voiceScene(t, options);
  const token = new Promise<string>((resolve) => {
    client.on(Events.Raw, ({ t: name, d }: { t: string | null; d: { token: string } }) => {
      if (name === 'VOICE_SERVER_UPDATE') resolve(d.token);
    });
  });
  client.guilds.cache.get(guild.id)?.shard.send({ op: 4, d: { guild_id: guild.id, channel_id: lounge.id } });
  const shown: Shown = {
    server_id: guild.id,
    user_id: discord.bot.id,
    session_id: discord.gateway.sessions[0]?.id ?? '',
    token: await token,
  };
  const open = async () => {
    const socket = new WebSocket(`wss://${voice.endpoint}?v=8`, { ca: voice.caPem });
    await once(socket, 'message');
    return socket;
  };
  return { voice, shown, open, socket: await open() };
};

const send = (socket: WebSocket, op: number, d: unknown) => socket.send(JSON.stringify({ op, d }));

const codeOf = async (socket: WebSocket): Promise<number> => {
  const [code] = await once(socket, 'close');
  return code;
};

/** Resolves with the next message of an opcode. */
const next = async (socket: WebSocket, op: number): Promise<Record<string, unknown>> => {
  for (;;) {
    const [raw] = await once(socket, 'message');
    const message = JSON.parse(`${raw}`);
    if (message.op === op) return message;
  }
};

const select = (mode: string) => ({ protocol: 'udp', data: { address: '127.0.0.1', port: 1, mode } });

test('a client that says nothing sensible is hung up on', async (t) => {
  const { open } = await connected(t);
  const cases: [number, (socket: WebSocket) => void][] = [
    [4002, (socket) => socket.send('hello')],
    [4002, (socket) => send(socket, 0, {})],
    [4003, (socket) => send(socket, 5, { speaking: 1, ssrc: 1 })],
    [4003, (socket) => socket.send(Buffer.from([26, 0]))],
  ];
  for (const [code, say] of cases) {
    const socket = await open();
    say(socket);
    assert.equal(await codeOf(socket), code);
  }
});

test('a wrong token is refused with 4004, and an unknown session with 4006', async (t) => {
  const { open, shown } = await connected(t);
  for (const [code, op] of [
    [4004, 0],
    [4006, 7],
  ] as const) {
    const socket = await open();
    send(socket, op, { ...shown, token: 'wrong', seq_ack: -1 });
    assert.equal(await codeOf(socket), code);
  }
});

test('a client that does not speak DAVE is refused with 4017', async (t) => {
  const { socket, shown } = await connected(t);
  send(socket, 0, { ...shown, max_dave_protocol_version: 0 });
  assert.equal(await codeOf(socket), 4017);
});

test('an unknown mode, a second identify and an unknown opcode have codes of their own', async (t) => {
  const { socket, shown } = await connected(t, { dave: 0 });
  send(socket, 0, shown);
  await next(socket, 2);
  send(socket, 1, select('xsalsa20_poly1305'));
  assert.equal(await codeOf(socket), 4016);
  for (const [code, op] of [
    [4005, 0],
    [4001, 99],
  ] as const) {
    const { socket: fresh, shown: anew } = await connected(t, { dave: 0 });
    send(fresh, 0, anew);
    await next(fresh, 2);
    send(fresh, op, anew);
    assert.equal(await codeOf(fresh), code);
  }
});

test('a client that missed nothing resumes with what it has seen, and again later', async (t) => {
  const { voice, socket, open, shown } = await connected(t, { dave: 0 });
  send(socket, 0, shown);
  const { seq } = await next(socket, 2);
  assert.equal(seq, 1);
  voice.drop();
  await once(socket, 'close');
  const again = await open();
  send(again, 7, { ...shown, seq_ack: 1 });
  await next(again, 9);
  send(again, 3, { t: 5, seq_ack: 1 });
  assert.deepEqual((await next(again, 6)).d, { t: 5 });
});

test('a client that claims to have seen what was never sent cannot resume', async (t) => {
  const { voice, socket, open, shown } = await connected(t, { dave: 0 });
  send(socket, 0, shown);
  await next(socket, 2);
  voice.drop();
  await once(socket, 'close');
  const again = await open();
  send(again, 7, { ...shown, seq_ack: 50 });
  assert.equal(await codeOf(again), 4006);
});

test('after a code that ends its session a client cannot resume', async (t) => {
  const { voice, socket, open, shown } = await connected(t, { dave: 0 });
  send(socket, 0, shown);
  await next(socket, 2);
  voice.hangUp(4021);
  assert.equal(await codeOf(socket), 4021);
  const again = await open();
  send(again, 7, { ...shown, seq_ack: 1 });
  assert.equal(await codeOf(again), 4006);
});
