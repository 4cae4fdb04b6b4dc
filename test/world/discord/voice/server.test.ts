import assert from 'node:assert/strict';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { connect } from 'node:tls';
import { World } from '../../../../world/world.ts';

test('a world with voice has a file with the authority that its voice server is trusted by, until it closes', async () => {
  const world = await World.open({ voice: true });
  const { caFile = '', voice } = world.discord;
  assert.equal(readFileSync(caFile, 'utf8'), voice.caPem);
  const [host = '', port] = voice.endpoint.split(':');
  const socket = connect({ host, port: Number(port), ca: readFileSync(caFile) });
  await once(socket, 'secureConnect');
  assert.ok(socket.authorized);
  socket.on('error', () => {});
  await world.close();
  assert.equal(existsSync(caFile), false);
});

test('a world without voice has no voice server', async () => {
  await using world = await World.open();
  assert.equal(world.discord.caFile, undefined);
  assert.throws(() => world.discord.voice, /without voice/);
});
