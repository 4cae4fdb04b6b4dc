import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { openDiscord } from '../../world/discord/discord-scene.ts';
import { peopleOf, ScriptedCall, script } from './scripted-call.ts';
import { called, processesFor } from './stage.ts';

/** A stall that is shorter than this doesn't cut a person's speech in two, in milliseconds. */
const PAUSE = 800;

/**
 * Scripts run in lanes, which are side by side: each lane has a server of its own and runs its scripts one after another.
 * Scripts take real time, so by default there are only a few of them; `SCRIPTS=200` runs more.
 */
const LANES = 8;
const SCRIPTS = Number(process.env.SCRIPTS ?? 48);

/** A counterexample is reported as it was found: shrinking it would take longer than reading it. */
const RUNS = { numRuns: SCRIPTS / LANES, endOnFailure: true };

test('whatever people, the bot and the delivery service do, who is there in the end hears and is heard', async (t) => {
  const { discord, login } = await openDiscord(t, { voice: {} });
  const guilds = Array.from({ length: LANES }, (_, lane) => discord.guild(`Workshop ${lane}`));
  const client = await login();
  const { processes, deaths } = processesFor(t, discord);
  const lane = async (guild: (typeof guilds)[number], seed: number) => {
    const people = peopleOf(guild);
    const hearing = {
      members: people.map(({ id }) => id),
      floor: 'open',
      turnEnd: 'speculative',
      pause: PAUSE,
    } as const;
    const here = guild.voice('Hall');
    const call = called(processes, { client, channel: here, hearing });
    await call.reports.next('ready', 1);
    const scripted = new ScriptedCall({ discord, guild, people, here, call });
    await fc.assert(
      fc.asyncProperty(script, (steps) => scripted.perform(steps)),
      { ...RUNS, seed },
    );
  };
  await Promise.all(guilds.map((guild, number) => lane(guild, number + 1)));
  assert.deepEqual(deaths, []);
});
