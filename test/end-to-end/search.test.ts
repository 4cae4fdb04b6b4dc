import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { pino } from 'pino';
import { systemClock } from '../../src/base/clock.ts';
import { readConfig } from '../../src/config.ts';
import { startParley } from '../../src/parley.ts';
import { toOperatorLayer } from '../../src/parts/operator-layer.ts';
import type { SettingKey } from '../../src/settings/setting-table.ts';
import { Settings } from '../../src/settings/settings.ts';
import { openStore } from '../../src/store/store.ts';
import type { Channel } from '../../world/discord/channel.ts';
import { generationComplete, say, tellWeb, turnComplete } from '../../world/live/steps.ts';
import { redirect } from '../../world/live/web-finding.ts';
import { words } from '../../world/live/wire.ts';
import { todaysClock } from '../budget/stage.ts';
import { opening, sentence } from '../sentences.ts';
import { sqliteUrl } from '../store/stores.ts';
import { UNATTENDED, whole } from './bot.ts';

const NO_SEARCH = sentence({ code: 'gemini.no-search' });

const BEES = {
  queries: ['how do bees dance?'],
  pages: [
    { title: 'bees.org', uri: redirect('a') },
    { title: 'a](https://evil.example) @everyone', uri: 'https://en.wikipedia.org/wiki/Bee_dance' },
  ],
};

const SOURCES =
  /^-# 🔎 Searched Google for \[how do bees dance\?\]\(https:\/\/www\.google\.com\/search\?q=how%20do%20bees%20dance%3F\)\n-# Sources: \[1\]\(https:\/\/vertexaisearch\.cloud\.google\.com\/\S+\) bees\.org · \[2\]\(https:\/\/en\.wikipedia\.org\/wiki\/Bee_dance\) a\\\]\\\(https/m;

/** A Parley with a store on disk whose model has searched for the dance of bees, once it may. */
const open = async (t: TestContext, env: Record<string, string> = {}) => {
  const url = await sqliteUrl(t);
  const all = await whole(
    t,
    { STORE_URL: url, ...env },
    ({ setup, text, memory }) => {
      const told = [...memory, { parts: [{ text }] }].map((content) => words([content])).join(' / ');
      return setup.tools?.some((tool) => 'googleSearch' in tool) && /bees/.test(text)
        ? [say('In circles, says bees.org.'), generationComplete, tellWeb(BEES), turnComplete()]
        : told;
    },
    todaysClock(),
  );
  const { clock, ada, general } = all;
  const ask = async (question: string, matches: RegExp, channel: Channel = general, by = ada) => {
    const reply = await clock.until(by.slash('ask', { question }, { in: channel }));
    await clock.until(reply.shows(matches));
    return reply;
  };
  return { ...all, url, ask };
};

/** Another process that sets something for the server. */
const setForServer = async (
  t: TestContext,
  url: string,
  server: string,
  values: Partial<Record<SettingKey, unknown>>,
) => {
  const log = pino({ level: 'silent' });
  const store = await openStore(url, log);
  t.after(() => store.close());
  const operator = toOperatorLayer(readConfig({ DISCORD_TOKEN: 'x', GEMINI_API_KEY: 'y' }));
  const settings = new Settings({ store, leases: store.leases(), operator, clock: systemClock, log });
  const set = Object.entries(values).map(([key, value]) => ({ key: key as SettingKey, value }));
  await settings.change(server, { scope: { is: 'server' }, by: '1', at: 0, set });
};

test('without search nothing is searched for and nothing is said about it', async (t) => {
  const { ask, live } = await open(t);
  const reply = await ask('bees?', /^\[Ada\] bees\?$/);
  assert.doesNotMatch(reply.text, /Sources/);
  assert.doesNotMatch(JSON.stringify((await live.connection(0)).setup), /googleSearch|search the web/);
});

test('with search an answer has its searches and sources below it, which ping nobody, and its cost in /usage', async (t) => {
  const { ask, clock, ada, guild, general, url, live } = await open(t);
  await setForServer(t, url, guild.id, { search: true });
  const reply = await ask('bees?', /Sources/);
  assert.match(reply.text, SOURCES);
  const [message] = reply.messages;
  assert.deepEqual(
    [[...(message?.pinged ?? [])], message?.allowedMentions?.parse, [...(message?.carded ?? [])]],
    [[], [], []],
  );
  assert.deepEqual(live.unexpected, []);
  const usage = await clock.until(ada.slash('usage', {}, { in: general }));
  await clock.until(usage.shows(/This month: .*≈ \$0\.01 for 1 question\n- with one web search in it/s));
});

test('a fresh session, the copy of /privacy and a restart know the sites of an answer, but no address', async (t) => {
  const { ask, clock, ada, general, environment, stop, url } = await open(t, { SEARCH: 'on' });
  await ask('bees?', /Sources/);
  const copy = async () => {
    const reply = await clock.until(ada.slash('privacy', {}, { in: general }));
    await clock.until(reply.until(({ messages }) => messages.length > 0));
    const pressed = await clock.until(reply.press(sentence({ code: 'button.privacy-export' })));
    await clock.until(pressed.until(({ messages }) => messages.some(({ files }) => files.length === 2)));
    return pressed.messages.flatMap(({ files }) => files.map(({ content }) => content.toString()));
  };
  const [page = '', json = ''] = await copy();
  assert.match(page, /Found on:<\/b> bees\.org, en\.wikipedia\.org/);
  assert.deepEqual(JSON.parse(json).channels[0].turns.at(-1).sites, ['bees.org', 'en.wikipedia.org']);
  assert.doesNotMatch(page + json, /vertexaisearch|google\.com\/search|evil/);
  await stop();
  // Google has forgotten the session by then.
  await clock.advance(3 * 60 * 60_000);
  const log = pino({ level: 'silent' });
  const config = readConfig({ ...environment, STORE_URL: url });
  const later = await clock.until(startParley(config, { ...UNATTENDED, clock, uptime: clock.now, log }));
  t.after(() => clock.until(later.stop()));
  const reply = await ask('who says so?', /who says so/);
  assert.match(reply.text, /In circles, says bees\.org\.\s+\(I found this on the web: bees\.org, en\.wikipedia\.org\)/);
  assert.doesNotMatch(reply.text, /vertexaisearch|evil/);
});

test('a text model’s answer has its sources below it, too', async (t) => {
  const { ask, live } = await open(t, { SEARCH: 'on', TYPED_MODEL: 'gemini-3.8-flash' });
  live.writing = () => ['In circles.', { is: 'ground', found: BEES }];
  const reply = await ask('bees?', /Sources/);
  assert.match(reply.text, SOURCES);
  assert.deepEqual(live.unexpected, []);
});

test('a key without a quota for search answers without it, and says so once in each place', async (t) => {
  const { ask, live, discord } = await open(t, { SEARCH: 'on' });
  live.rules.refusesSetup = { 'gemini-3.8-live': { search: 'quota' } };
  const first = await ask('bees?', /bees/);
  const second = await ask('bees again?', /again/);
  assert.deepEqual(
    [first, second].map(({ text }) => text.includes(NO_SEARCH)),
    [true, false],
  );
  assert.equal(live.dials, 2);
  const other = discord.guild('Garden');
  const there = await ask('hello', /hello/, other.text('general'), other.member('Bob'));
  assert.ok(there.text.includes(NO_SEARCH));
  assert.equal(live.dials, 3, 'nobody dials in vain again');
});

test('search is tried again after a while', async (t) => {
  const { ask, live, clock } = await open(t, { SEARCH: 'on' });
  live.rules.refusesSetup = { 'gemini-3.8-live': { search: 'quota' } };
  await ask('hello', /hello/);
  live.rules.refusesSetup = {};
  await clock.advance(16 * 60_000);
  assert.match((await ask('bees?', /Sources/)).text, SOURCES);
});

test('a cap halts who searches as soon as searches have filled it, and a turn has room for them beforehand', async (t) => {
  const { ask, live, clock } = await open(t, { SEARCH: 'on', CAP_PROCESS_DAY: '0.10' });
  const full = opening({ code: 'limits.full', scope: 'process', period: 'day', at: 0 });
  const texts: string[] = [];
  for (let count = 0; count < 12 && !texts.at(-1)?.includes(full); count++) {
    texts.push((await ask(`bees ${count}?`, /Sources|limit|budget|enough|used/i)).text);
    await clock.advance(61_000);
  }
  const answered = texts.filter((text) => SOURCES.test(text)).length;
  assert.ok(texts.at(-1)?.includes(full), texts.at(-1));
  assert.ok(answered >= 3 && answered * 0.014 <= 0.1, `${answered} answers`);
  assert.equal(live.bill.of('gemini-3.8-live').searches, answered);
});
