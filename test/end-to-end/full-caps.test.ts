import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { pino } from 'pino';
import { systemClock } from '../../src/base/clock.ts';
import { findPeriodEnd, type Scope } from '../../src/budget/caps.ts';
import { readConfig } from '../../src/config.ts';
import { toOperatorLayer } from '../../src/parts/operator-layer.ts';
import type { SettingKey } from '../../src/settings/setting-table.ts';
import { Settings } from '../../src/settings/settings.ts';
import { openStore } from '../../src/store/store.ts';
import type { Channel } from '../../world/discord/channel.ts';
import type { Member } from '../../world/discord/member.ts';
import { PluralKit } from '../../world/discord/plural-kit.ts';
import type { Reply } from '../../world/discord/reply.ts';
import { todaysClock } from '../budget/stage.ts';
import { opening, sentence } from '../sentences.ts';
import { sqliteUrl } from '../store/stores.ts';
import { whole } from './bot.ts';

/** After this long a person is told the same sentence again, and a limit on turns in a minute is over, in milliseconds. */
const LATER = 61_000;

type Values = Partial<Record<SettingKey, unknown>>;

/** The whole Parley with something set for its server, and the ways in which a person can ask it. */
const open = async (t: TestContext, values: Values, env: Record<string, string> = {}) => {
  const url = await sqliteUrl(t);
  const log = pino({ level: 'silent' });
  const store = await openStore(url, log);
  t.after(() => store.close());
  const all = await whole(t, { STORE_URL: url, ...env }, ({ text }) => `so: ${text}`, todaysClock());
  const { clock, ada, guild, general } = all;
  const operator = toOperatorLayer(readConfig({ DISCORD_TOKEN: 'x', GEMINI_API_KEY: 'y', ...env }));
  const settings = new Settings({ store, leases: store.leases(), operator, clock: systemClock, log });
  const kit = new PluralKit(guild);
  const set = Object.entries({ ...values, proxies: [kit.id] }).map(([key, value]) => ({
    key: key as SettingKey,
    value,
  }));
  await settings.change(guild.id, { scope: { is: 'server' }, by: ada.id, at: 0, set });
  const say = async (text: string, channel: Channel, how: { replyTo?: (typeof channel.messages)[number] } = {}) => {
    const message = await clock.until(ada.says(text, { in: channel, ...how }));
    const answer = () => channel.messages.find(({ replyTo }) => replyTo === message)?.text ?? '';
    await clock.until(channel.until(() => answer() !== ''));
    return answer();
  };
  const slash = async (by: Member, channel: Channel, question = 'and now?') => {
    const reply = await clock.until(by.slash('ask', { question }, { in: channel }));
    await clock.until(reply.until(({ messages }) => messages.some(({ text }) => text !== '')));
    return reply;
  };
  const first = await slash(ada, general, 'at first');
  await clock.until(first.shows(/so: /));
  const [shown] = first.messages;
  assert.ok(shown);
  const read = ({ messages }: Reply) =>
    messages
      .filter((message) => message.text !== shown.text)
      .map(({ text }) => text)
      .join('\n');
  /** What Ada reads each time, in each way. */
  const ways = {
    '/ask': async () => read(await slash(ada, general)),
    mention: () => say('@Parley and now?', general),
    reply: () => say('and now?', general, { replyTo: shown }),
    button: async () => {
      const reply = await clock.until(first.press(sentence({ code: 'button.again' })));
      await clock.until(reply.until((seen) => read(seen) !== ''));
      return read(reply);
    },
  };
  /** Ada writes as Luna. */
  const proxied = async () => {
    const original = await clock.until(ada.says('Luna: @Parley and now?', { in: general }));
    const repeated = await clock.until(kit.proxies(original, 'Luna'));
    const answer = () => general.messages.find(({ replyTo }) => replyTo === repeated)?.text ?? '';
    await clock.until(general.until(() => answer() !== ''));
    return answer();
  };
  return { ...all, kit, ways, slash, proxied, direct: () => say('and now?', ada.dm) };
};

const FULL = { unit: 'tokens', limit: 1 };

for (const [scope, values, env] of [
  ['process', {}, { CAP_PROCESS_DAY: '1 token' }],
  ['server', { 'limits.server-day': FULL }, {}],
  ['channel', { 'limits.channel-day': FULL }, {}],
  ['member', { 'limits.member-day': FULL }, {}],
] as const satisfies [Scope, Values, Record<string, string>][])
  test(`when the cap of a ${scope} is full, every way in says so, and when it works again`, async (t) => {
    const { clock, ways, direct, live } = await open(t, values, env);
    const at = findPeriodEnd('day', clock.wall());
    const told = sentence({ code: 'limits.full', scope, period: 'day', at });
    const before = live.bill.answers.length;
    for (const [way, read] of Object.entries(ways)) {
      const text = await read();
      assert.ok(text.includes(told), `${way}: ${text}`);
      await clock.advance(LATER);
    }
    if (scope === 'process') assert.ok((await direct()).includes(told), 'direct message');
    assert.equal(live.bill.answers.length, before, 'nothing was asked');
  });

for (const scope of ['server', 'channel', 'member'] as const)
  test(`after too many turns of a ${scope} in a minute, every way in says so, and when it works again`, async (t) => {
    const { clock, ways, live } = await open(t, { [`limits.${scope}-minute`]: 1 });
    const told = opening({ code: 'limits.rate', scope, at: 0 });
    for (const [way, read] of Object.entries(ways)) {
      // Each has its minute: a first question is answered, and another is refused.
      await clock.advance(LATER);
      assert.match(await ways['/ask'](), /so: /);
      const before = live.bill.answers.length;
      const text = await read();
      assert.ok(text.includes(told), `${way}: ${text}`);
      assert.match(text, /<t:\d+:/);
      assert.equal(live.bill.answers.length, before, 'nothing was asked');
    }
  });

test('what a proxy repeats is paid by the member behind it, and refused to them', async (t) => {
  const { clock, ways, proxied } = await open(t, { 'limits.member-minute': 1 });
  const told = opening({ code: 'limits.rate', scope: 'member', at: 0 });
  await clock.advance(LATER);
  assert.match(await proxied(), /so: .*Luna/);
  assert.ok((await ways['/ask']()).includes(told));
  await clock.advance(LATER);
  assert.match(await ways['/ask'](), /so: /);
  assert.ok((await proxied()).includes(told));
});

test('a proxy that changes its name for each question has one cap all the same', async (t) => {
  const { clock, kit, general, ways, live } = await open(t, { 'limits.member-day': { unit: 'tokens', limit: 1 } });
  // Nobody knows whom it speaks for, because no message of a member is deleted.
  const asks = (name: string) => kit.webhookOf(general).says(name, '@Parley hello');
  const answerTo = (message: unknown) => general.messages.find(({ replyTo }) => replyTo === message);
  const first = asks('Luna');
  await clock.until(general.until(() => /so: .*hello/.test(answerTo(first)?.text ?? '')));
  const before = live.bill.answers.length;
  const names = ['Sol', 'Mars', 'Venus'];
  const others = names.map(asks);
  // A member who asks after that is refused, too: Ada has had her one question.
  const told = opening({ code: 'limits.full', scope: 'member', period: 'day', at: 0 });
  assert.ok((await ways.mention()).includes(told));
  await clock.advance(LATER);
  assert.equal(live.bill.answers.length, before, 'nothing was asked');
  for (const other of others) assert.ok((answerTo(other)?.text ?? told).includes(told));
});
