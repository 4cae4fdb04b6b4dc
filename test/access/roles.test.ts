import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openAccess } from '../../src/access/access.ts';
import { BotLoops } from '../../src/access/bot-loops.ts';
import type { Sender } from '../../src/base/inbound.ts';
import { Parley } from '../discord/stage.ts';
import { FixedSettings } from '../fixed-settings.ts';
import { at } from '../place.ts';
import { codeIn } from '../sentences.ts';

const MINUTE = 60_000;
const LOOKUP = 'GET /guilds/';

/** A member who speaks in a server where only one role is heard. */
const open = async () => {
  const parley = await Parley.open();
  const { guild, discord, clock } = parley;
  const bob = guild.member('Bob');
  const heard = guild.role('Heard');
  const settings = new FixedSettings({ 'call.heard': [heard.id] });
  const access = openAccess({
    settings,
    loops: new BotLoops(),
    findRoles: (server, person) => parley.bot.roles.find(server, person),
  });
  const person: Sender = { id: bob.id, name: 'Bob', roles: undefined, powers: [], locale: undefined, kind: 'member' };
  /** Whether what Bob says is heard, or the code of the refusal. */
  const speak = (roles: readonly string[] | undefined = [heard.id]) =>
    parley.during(
      access({ place: at('lounge', guild.id), person: { ...person, roles }, asks: true, is: 'speech' }).then(
        () => 'heard',
        codeIn,
      ),
    );
  const countLookups = () =>
    discord.requests.filter(({ method, path }) => `${method} ${path}`.endsWith(`/members/${bob.id}`)).length;
  const wait = (ms: number) => parley.during(clock.sleep(ms));
  return { parley, bob, heard, settings, speak, countLookups, wait };
};

test('somebody who lost a role is not heard on for longer than a minute, whatever is remembered', async () => {
  const { parley, bob, heard, speak, countLookups, wait } = await open();
  await using _ = parley;
  bob.roles = [...bob.roles, heard.id];
  assert.equal(await speak(), 'heard');
  assert.deepEqual(await Promise.all([speak(), speak(), speak()]), ['heard', 'heard', 'heard']);
  assert.equal(countLookups(), 1);
  bob.roles = bob.roles.filter((id) => id !== heard.id);
  assert.equal(await speak(), 'heard');
  await wait(MINUTE);
  assert.deepEqual(await Promise.all([speak(), speak()]), ['access.speak', 'access.speak']);
  assert.equal(countLookups(), 2);
});

test('while Discord does not answer, the last known roles hold for five minutes, and then nobody has any', async () => {
  const { parley, bob, heard, speak, wait } = await open();
  await using _ = parley;
  bob.roles = [...bob.roles, heard.id];
  assert.equal(await speak(), 'heard');
  parley.discord.fail({ route: LOOKUP, status: 403, code: 50001, times: 50 });
  await wait(4 * MINUTE);
  assert.equal(await speak(), 'heard');
  await wait(MINUTE);
  assert.equal(await speak(), 'access.unknown-roles');
});

test('nobody is looked up where roles do not count', async () => {
  const { parley, settings, speak, countLookups } = await open();
  await using _ = parley;
  settings.values = {};
  assert.equal(await speak(undefined), 'heard');
  assert.equal(countLookups(), 0);
});
