import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { makeRehearsalModel } from '../../rehearsal/rehearsal-model.ts';
import { type BotProcess, spawnBot } from '../../world/bot-process.ts';
import { mintLoopbackTls } from '../../world/discord/voice/cert.ts';
import { ConnectProxy, TlsFront } from '../../world/proxy.ts';
import { World } from '../../world/world.ts';
import { run } from '../terminal/program.ts';

/** Names that resolve nowhere (RFC 6761, section 6.2): whatever does not go through the proxy reaches nothing. */
export const HOSTS = { rest: 'discord.test', gateway: 'gateway.test', gemini: 'gemini.test', voice: 'voice.test' };

/** What the proxy is asked to connect to, beside the voice server, whose port is another one each time. */
export const WAYS = {
  rest: `${HOSTS.rest}:443`,
  gateway: `${HOSTS.gateway}:443`,
  gemini: `${HOSTS.gemini}:443`,
};

/**
 * A world that has no way to it but a proxy, with TLS before it as before the real one; it has one server, one text and
 * one voice channel, and one member.
 */
export const proxied = async (t: TestContext) => {
  const world = await World.open({ model: makeRehearsalModel({ pause: 0 }), voice: { host: HOSTS.voice } });
  const { discord, live } = world;
  discord.elsewhere.origin = `https://${HOSTS.rest}`;
  discord.elsewhere.gateway = `wss://${HOSTS.gateway}`;
  const tls = mintLoopbackTls(HOSTS.rest, HOSTS.gateway, HOSTS.gemini);
  const folder = await mkdtemp(join(tmpdir(), 'parley-proxy-'));
  const caFile = join(folder, 'ca.pem');
  await writeFile(caFile, tls.ca + discord.voice.caPem);
  const fronts = await Promise.all(
    [discord.port, Number(new URL(live.url).port)].map((port) => TlsFront.open(port, tls)),
  );
  const [forDiscord = 0, forLive = 0] = fronts.map(({ port }) => port);
  const voicePort = Number(discord.voice.endpoint.split(':')[1]);
  const proxy = await ConnectProxy.open(
    new Map([
      [WAYS.rest, forDiscord],
      [WAYS.gateway, forDiscord],
      [WAYS.gemini, forLive],
      [discord.voice.endpoint, voicePort],
    ]),
  );
  const guild = discord.guild('Workshop');
  const general = guild.text('general');
  const lounge = guild.voice('Lounge');
  const ada = guild.member('Ada');
  const bots: BotProcess[] = [];
  t.after(async () => {
    for (const bot of bots) await bot.kill();
    await proxy.stop();
    for (const front of fronts) await front.close();
    await world.close();
    await rm(folder, { recursive: true, force: true });
  });
  const away = { key: live.key, url: `https://${HOSTS.gemini}` };
  const store = `sqlite://${join(folder, 'parley.sqlite')}`;
  const start = (env: Record<string, string> = { HTTPS_PROXY: proxy.url }): BotProcess => {
    const bot = spawnBot({ discord, live: away, store, env: { NODE_EXTRA_CA_CERTS: caFile, ...env } });
    bots.push(bot);
    return bot;
  };
  const terminal = (program: string, env: Record<string, string> = { HTTPS_PROXY: proxy.url }, args: string[] = []) =>
    run(program, {
      args,
      env: {
        DISCORD_TOKEN: discord.token,
        DISCORD_API_URL: discord.api,
        GEMINI_API_KEY: away.key,
        GEMINI_BASE_URL: away.url,
        STORE_URL: store,
        HTTP_PORT: '0',
        NODE_EXTRA_CA_CERTS: caFile,
        ...env,
      },
    });
  return { discord, live, proxy, guild, general, lounge, ada, start, terminal };
};
