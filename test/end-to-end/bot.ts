import type { TestContext } from 'node:test';
import { GatewayIntentBits } from 'discord.js';
import { pino } from 'pino';
import type { Observe } from '../../src/base/events.ts';
import { readConfig } from '../../src/config.ts';
import { startParley } from '../../src/parley.ts';
import { World, type WorldOptions } from '../../world/world.ts';
import { VirtualClock } from '../virtual-clock.ts';

/** What a start that nobody watches is given, and nobody gives up. */
export const UNATTENDED = { say() {}, signal: new AbortController().signal, childEnvironment: {} };

/** All of Parley in virtual time, with one server and one member; `model` answers and `observe` takes the events, if they are given. */
export const whole = async (
  t: TestContext,
  settings: Record<string, string> = {},
  model?: WorldOptions['model'],
  clock = new VirtualClock(),
  observe?: Observe,
) => {
  const world = await World.open({ clock, ...(model && { model }) });
  const { discord, live } = world;
  if (settings.MESSAGE_CONTENT === 'on') discord.gateway.allowedIntents = GatewayIntentBits.MessageContent;
  const guild = discord.guild('Workshop');
  const general = guild.text('general');
  const ada = guild.member('Ada');
  const environment = { ...world.settings, STORE_URL: 'memory:', HTTP_PORT: 'off', ...settings };
  const config = readConfig(environment);
  const log = pino({ level: 'silent' });
  const parley = await clock.until(
    startParley(config, { ...UNATTENDED, clock, uptime: clock.now, log, ...(observe && { observe }) }),
  );
  let stopping: Promise<void> | undefined;
  /** Stops it, once; time passes by itself. */
  const stop = () => {
    stopping ??= clock.until(parley.stop());
    return stopping;
  };
  t.after(async () => {
    await stop();
    await world.close();
  });
  return { ...world, environment, discord, live, guild, general, ada, clock, stop };
};
