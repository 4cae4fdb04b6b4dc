import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { LookupFunction } from 'node:net';
import { type TestContext, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import type { Clock } from '../../src/base/clock.ts';
import { fetchFile } from '../../src/media/file-fetch.ts';
import { makeSourceCheck } from '../../src/media/source-host.ts';
import { makeUrlOpener } from '../../src/proxy/open-url.ts';
import { makePublicLookup } from '../../src/proxy/public-address.ts';
import type { CdnFault, CdnFaultScope } from '../../world/discord/cdn-faults.ts';
import { Discord } from '../../world/discord/discord.ts';
import { VirtualClock } from '../virtual-clock.ts';
import { NEVER } from './wants.ts';

const NOTE = Buffer.from('hello there');

/** A clock on which pauses take no time, and deadlines never come. */
const HASTY: Pick<Clock, 'sleep'> = {
  sleep: (ms, signal) =>
    ms < 5_000
      ? Promise.resolve()
      : new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason), { once: true })),
};

const stage = async (t: TestContext, fault?: CdnFault, scope?: CdnFaultScope) => {
  const discord = await Discord.listen({ visitor: 'any' });
  t.after(() => discord.close());
  const general = discord.guild('Workshop').text('general');
  const { cdn } = discord;
  if (fault) cdn.fail(fault, scope);
  const kept = cdn.keep({ name: 'note.txt', content: NOTE, contentType: 'text/plain' }, general.id);
  const open = makeUrlOpener({ proxies: { except: '' }, mostBytes: 26 * 1024 * 1024 });
  const means = { open, check: makeSourceCheck(cdn.origin), clock: HASTY, signal: NEVER };
  const sent = { url: kept.url, name: 'note.txt', size: NOTE.length, isVoice: false, of: 'question' as const };
  const get = (changes: { size?: number; url?: string } = {}, others: Partial<typeof means> = {}) =>
    fetchFile({ ...sent, ...changes }, { ...means, ...others });
  /** What was asked of the CDN, as statuses. */
  const asked = () => cdn.requests.map(({ status }) => status);
  return { discord, cdn, get, asked, url: kept.url };
};

const failsBy = (work: Promise<unknown>, why: string) => assert.rejects(work, { name: 'MediaFault', why });

test('a file is fetched whole, by one request that tells nothing', async (t) => {
  const { get, cdn } = await stage(t);
  assert.deepEqual(await get(), NOTE);
  const { headers } = cdn.requests[0] ?? {};
  assert.equal(headers?.['accept-encoding'], 'identity');
  for (const name of ['authorization', 'cookie', 'referer', 'range']) assert.equal(headers?.[name], undefined);
  assert.equal(cdn.requests.length, 1);
});

test('a file that is announced as too big or empty isn’t asked for', async (t) => {
  const { get, asked } = await stage(t);
  await failsBy(get({ size: 25 * 1024 * 1024 + 1 }), 'too-big');
  await failsBy(get({ size: 0 }), 'empty');
  assert.deepEqual(asked(), []);
});

/** Each fault, what comes of it, and how often the CDN was asked. */
const FAULTS: readonly [name: string, fault: CdnFault, why: string, asked: number, times?: number][] = [
  ['a redirect to this machine', { is: 'redirect', to: 'http://127.0.0.1/attachments/1/2/x' }, 'elsewhere', 1],
  [
    'a redirect to the cloud’s metadata',
    { is: 'redirect', to: 'http://169.254.169.254/latest', status: 307 },
    'elsewhere',
    1,
  ],
  ['a redirect to a file', { is: 'redirect', to: 'file:///etc/passwd', status: 301 }, 'elsewhere', 1],
  [
    'a redirect to Discord',
    { is: 'redirect', to: 'https://cdn.discordapp.com/attachments/1/2/x', status: 308 },
    'elsewhere',
    1,
  ],
  ['a length that is too short', { is: 'length', bytes: 5 }, 'changed', 1],
  ['a length that is too long', { is: 'length', bytes: 500 }, 'changed', 1],
  ['more bytes than announced', { is: 'overrun', bytes: 1 }, 'changed', 1],
  ['bytes without an end', { is: 'overrun', bytes: 40 * 1024 * 1024 }, 'changed', 1],
  ['a connection that ends early', { is: 'cut', after: 5 }, 'unreachable', 1],
  ['other content of another size', { is: 'other', content: Buffer.from('goodbye') }, 'changed', 1],
  ['packed zeros', { is: 'encoded', as: 'gzip', content: gzipSync(Buffer.alloc(10_000_000)) }, 'changed', 1],
  ['a header of 3 MB', { is: 'header', bytes: 3_000_000 }, 'unreachable', 1],
  ['a file that is gone', { is: 'status', status: 404 }, 'gone', 1],
  ['an address that has expired', { is: 'status', status: 403 }, 'gone', 1],
  ['a server that fails twice', { is: 'status', status: 500 }, 'unreachable', 2, 2],
  ['two resets', { is: 'reset' }, 'unreachable', 2, 2],
  ['a long wait', { is: 'status', status: 429, headers: { 'Retry-After': '30' } }, 'unreachable', 1],
];

for (const [name, fault, why, count, times = 1] of FAULTS)
  test(`${name} is refused: ${why}`, async (t) => {
    const { get, asked } = await stage(t, fault, { times });
    await failsBy(get(), why);
    assert.equal(asked().length, count);
  });

test('what fails before anything is read is asked for once more', async (t) => {
  for (const fault of [
    { is: 'reset' },
    { is: 'status', status: 503 },
    { is: 'status', status: 429, headers: { 'Retry-After': '1' } },
  ] as const) {
    const { get, asked } = await stage(t, fault);
    assert.deepEqual(await get(), NOTE);
    assert.equal(asked().length, 2);
  }
});

test('a file whose length isn’t told is counted', async (t) => {
  const { get } = await stage(t, { is: 'overrun', bytes: 0 });
  assert.deepEqual(await get(), NOTE);
});

test('content that changes between two readings is read once', async (t) => {
  const { get, cdn, asked } = await stage(t);
  const bytes = await get();
  cdn.fail({ is: 'other', content: Buffer.from('hello thief') });
  assert.deepEqual([bytes, asked().length], [NOTE, 1]);
});

test('packed bytes of the announced size stay packed', async (t) => {
  const content = gzipSync(Buffer.alloc(100_000));
  const { get } = await stage(t, { is: 'encoded', as: 'gzip', content });
  assert.deepEqual(await get({ size: content.length }), content);
});

test('a file that drips or stalls is given up after ten seconds', async (t) => {
  const { get, discord } = await stage(t, { is: 'stall', after: 3 });
  const clock = new VirtualClock();
  const fetching = get({}, { clock });
  fetching.catch(() => {});
  await discord.until(({ cdn }) => cdn.requests[0]);
  await clock.advance(9_999);
  await clock.advance(1);
  await failsBy(fetching, 'slow');
});

test('a turn that ends stops its downloads', async (t) => {
  const { get, discord } = await stage(t, { is: 'stall', after: 3 });
  const stop = new AbortController();
  const fetching = get({}, { signal: stop.signal });
  await discord.until(({ cdn }) => cdn.requests[0]);
  stop.abort(new Error('stopped'));
  await assert.rejects(fetching, /stopped/);
});

test('an address elsewhere isn’t asked for', async (t) => {
  const { get, asked } = await stage(t);
  await failsBy(get({ url: 'http://127.0.0.1:1/attachments/1/2/x' }), 'elsewhere');
  assert.deepEqual(asked(), []);
});

/** A server on this machine that a name leads to, and what it was asked. */
const neighbour = async (t: TestContext) => {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.end('a secret');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.close());
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : 0;
  return { asked, port };
};

test('a name that leads to this machine isn’t followed, whatever it led to before', async (t) => {
  const { asked, port } = await neighbour(t);
  for (const answers of [['127.0.0.1'], ['::1'], ['::ffff:127.0.0.1'], ['10.0.0.1']]) {
    const looked: string[] = [];
    const lookup: LookupFunction = (host, options, done) => {
      looked.push(host);
      const found = answers.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
      if (options.all) done(null, found);
      else done(null, found[0]?.address ?? '', found[0]?.family);
    };
    const open = makeUrlOpener({ proxies: { except: '' }, mostBytes: 100, lookup: makePublicLookup(lookup) });
    const check = makeSourceCheck(`http://cdn.test:${port}`);
    const file = {
      url: `http://cdn.test:${port}/attachments/1/2/x`,
      name: 'x',
      size: 8,
      isVoice: false,
      of: 'question' as const,
    };
    await failsBy(fetchFile(file, { open, check, clock: HASTY, signal: NEVER }), 'unreachable');
    assert.deepEqual(looked, ['cdn.test']);
  }
  assert.deepEqual(asked, []);
});
