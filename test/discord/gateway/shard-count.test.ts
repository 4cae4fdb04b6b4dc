import assert from 'node:assert/strict';
import { test } from 'node:test';
import { REST } from 'discord.js';
import { systemClock } from '../../../src/base/clock.ts';
import { ConfigError, StartError } from '../../../src/base/errors.ts';
import { readShardCount } from '../../../src/discord/gateway/login.ts';
import { openDiscord } from '../../../world/discord/discord-scene.ts';

test('how many shards Discord recommends is asked again if it fails, and a failure is explained', async (t) => {
  const { discord } = await openDiscord(t);
  const { token, api: apiUrl } = discord;
  const rest = new REST({ api: apiUrl, retries: 0 }).setToken(token);
  const { signal } = new AbortController();
  const read = () => readShardCount(rest, { token, apiUrl, signal, clock: systemClock });
  const route = 'GET /gateway/bot';
  discord.faults.fail({ route, status: 502 });
  assert.equal(await read(), discord.recommendedShards);
  discord.faults.fail({ route, status: 401 });
  await assert.rejects(read(), (error) => error instanceof ConfigError && /DISCORD_TOKEN/.test(error.message));
  rest.setToken(token);
  discord.faults.limit({ route, retryAfterSeconds: 60 });
  const limited = new REST({ api: apiUrl, rejectOnRateLimit: ['/'] }).setToken(token);
  await assert.rejects(
    readShardCount(limited, { token, apiUrl, signal, clock: systemClock }),
    (error) => error instanceof StartError && /makes Parley wait for 6\d s/.test(error.message),
  );
});
