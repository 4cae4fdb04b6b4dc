import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { row } from '../terminal/table-row.ts';
import { HOSTS, proxied, WAYS } from './stage.ts';

type Stage = Awaited<ReturnType<typeof proxied>>;

/** A way in which nothing gets through a proxy: what is done, what is said of it after its name, and the exit code. */
type Fault = { name: string; ends: 1 | 78; strike(stage: Stage): Promise<void> | void; says: RegExp };

const FAULTS: Fault[] = [
  {
    name: 'that is not there',
    ends: 1,
    strike: ({ proxy }) => proxy.stop(),
    says: /cannot be reached: nothing listens at 127\.0\.0\.1:\d+\. Check host and port in HTTPS_PROXY, and that the server there runs/,
  },
  {
    name: 'that wants a password',
    ends: 78,
    strike: ({ proxy }) => {
      proxy.login = 'me:another-word';
    },
    says: /refuses to connect to \w+\.test:443: 407 Proxy Authentication Required\. Write NAME:PASSWORD@ before the host in HTTPS_PROXY/,
  },
  {
    name: 'that never answers',
    ends: 1,
    strike: ({ proxy }) => {
      proxy.mute = true;
    },
    says: /got no answer in time\. Check its setting, and that the proxy is running/,
  },
  {
    name: 'that lets no gateway through',
    ends: 1,
    strike: ({ proxy }) => void proxy.refused.set(WAYS.gateway, '403 Forbidden'),
    says: /refuses to connect to gateway\.test:443: 403 Forbidden\. Have the proxy allow CONNECT/,
  },
];

/** Each has a proxy of its own, and some wait until nothing has answered for long enough, so they wait together. */
describe('nothing gets through', { concurrency: 3 }, () => {
  for (const { name, ends, strike, says } of FAULTS)
    test(`a start behind a proxy ${name} says that it is the proxy, and ends`, async (t) => {
      const stage = await proxied(t);
      const { port } = stage.proxy;
      await strike(stage);
      const bot = stage.start({ HTTPS_PROXY: `http://me:secret-word@127.0.0.1:${port}` });
      const { code } = await bot.exited;
      assert.equal(code, ends);
      const said = bot.logs.find((line) => line.startsWith('Parley can’t start')) ?? '';
      assert.match(said, new RegExp(`^Parley can’t start: the proxy 127\\.0\\.0\\.1:${port} \\(HTTPS_PROXY\\) `));
      assert.match(said, says);
      assert.doesNotMatch(said, /Discord|Google|Gemini/);
      assert.doesNotMatch(bot.logs.join('\n'), /secret-word|bWU6/);
    });

  test('a wrong address of a proxy is a wrong setting', async (t) => {
    const { start } = await proxied(t);
    const bot = start({ https_proxy: 'socks5://me:secret-word@127.0.0.1:1080' });
    assert.equal((await bot.exited).code, 78);
    assert.match(bot.quote(), /^ {2}https_proxy is not the address of a proxy\. Write http:/m);
    assert.doesNotMatch(bot.quote(), /secret-word/);
  });

  test('the doctor names the proxy for each way that it does not let through, and checks the others', async (t) => {
    const { proxy, terminal } = await proxied(t);
    proxy.refused.set(WAYS.gateway, '403 Forbidden').set(WAYS.gemini, '502 Bad Gateway');
    const { code, out } = await terminal('src/terminal/doctor.ts');
    assert.equal(code, 1);
    assert.match(
      row(out, 'proxy'),
      /^note .*discord\.test by the proxy 127\.0\.0\.1:\d+ \(HTTPS_PROXY\), gemini\.test by .*\n.*UDP/,
    );
    assert.match(row(out, 'Discord token'), /^ok /);
    assert.match(
      row(out, 'Discord gateway'),
      /^FAIL .*the proxy .* refuses .*gateway\.test:443: 403.*\n.*allow CONNECT/,
    );
    assert.match(row(out, 'Gemini key'), /^FAIL .*the proxy .* refuses .*gemini\.test:443: 502.*\n.*Check HTTPS_PROXY/);
    proxy.refused.clear();
    proxy.refused.set(WAYS.rest, '403 Forbidden');
    // For the Live API alone: one to look whether the proxy is there, and one for requests, which share it.
    const before = proxy.asked.filter((way) => way === WAYS.gemini).length;
    proxy.most.set(WAYS.gemini, before + 2);
    const { out: other } = await terminal('src/terminal/doctor.ts');
    assert.match(row(other, 'Discord token'), /^FAIL .*the proxy .* refuses .*discord\.test:443: 403/);
    assert.match(row(other, 'Gemini model'), /^ok /);
    assert.match(
      row(other, 'Live session'),
      /^FAIL .*the proxy .* refuses to connect to gemini\.test:443: 503.*\n.*HTTPS_PROXY/,
    );
    assert.equal(other.match(/^FAIL /gm)?.length, 2, other);
  });

  test('a proxy that lets nobody in is one cause for the doctor, and so is a wrong setting', async (t) => {
    const { proxy, terminal } = await proxied(t);
    proxy.login = 'me:another-word';
    const { code, out } = await terminal('src/terminal/doctor.ts', {
      HTTPS_PROXY: `http://me:secret-word@127.0.0.1:${proxy.port}`,
    });
    assert.equal(code, 1);
    assert.equal(out.match(/^FAIL /gm)?.length, 1, out);
    assert.match(row(out, 'proxy'), /^FAIL .*407 Proxy Authentication Required\n.*NAME:PASSWORD@ before the host/);
    assert.match(row(out, 'Gemini key'), /^skip .*needs "proxy"/);
    assert.doesNotMatch(out, /secret-word/);
    proxy.mute = true;
    const [silent, wrong] = await Promise.all(
      [proxy.url, 'socks5://127.0.0.1:1080'].map((url) => terminal('src/terminal/doctor.ts', { HTTPS_PROXY: url })),
    );
    assert.equal(silent?.out.match(/^FAIL /gm)?.length, 1, silent?.out);
    assert.match(row(silent?.out ?? '', 'proxy'), /^FAIL .*no answer from 127\.0\.0\.1:\d+ in time\n.*HTTPS_PROXY/);
    assert.equal(wrong?.out.match(/^FAIL /gm)?.length, 1, wrong?.out);
    assert.match(row(wrong?.out ?? '', 'Discord token'), /^skip .*needs HTTPS_PROXY/);
  });

  test('without a proxy the doctor says that one can be set, as does a switch that turns it off', async (t) => {
    const { proxy, terminal } = await proxied(t);
    const { code, out } = await terminal('src/terminal/doctor.ts', { HTTPS_PROXY: proxy.url, NODE_USE_ENV_PROXY: '0' });
    assert.equal(code, 1);
    assert.match(row(out, 'proxy'), /^ok .*none/);
    assert.match(row(out, 'Gemini key'), /^FAIL .*gemini\.test/);
    assert.deepEqual(proxy.asked, []);
  });

  test('what NO_PROXY names goes past it', async (t) => {
    const { proxy, terminal } = await proxied(t);
    const env = { HTTPS_PROXY: proxy.url, NO_PROXY: HOSTS.gemini, NODE_USE_ENV_PROXY: '1' };
    const { out } = await terminal('src/terminal/doctor.ts', env);
    assert.match(row(out, 'proxy'), /gemini\.test directly/);
    assert.match(row(out, 'Discord gateway'), /^ok /);
    assert.match(row(out, 'Gemini key'), /^FAIL .*can’t find the host gemini\.test/);
    assert.ok(!proxy.asked.includes(WAYS.gemini));
  });
});
