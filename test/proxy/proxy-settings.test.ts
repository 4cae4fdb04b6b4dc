import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ConfigError } from '../../src/base/errors.ts';
import { listSecrets, readConfig } from '../../src/config.ts';
import { findProxy, formatProxy, type Proxies } from '../../src/proxy/proxy-settings.ts';

const configured = (environment: Record<string, string>) =>
  readConfig({ DISCORD_TOKEN: 'token', GEMINI_API_KEY: 'key', ...environment });

const both: Proxies = {
  https: { url: 'http://secure.test:3128', setting: 'HTTPS_PROXY' },
  http: { url: 'http://plain.test:3128', setting: 'HTTP_PROXY' },
  except: '',
};

const settingFor = (address: string, except = '', proxies = both) =>
  findProxy({ ...proxies, except }, address)?.setting;

test('each scheme has its proxy, and sockets have that of their requests', () => {
  for (const scheme of ['https', 'wss']) assert.equal(settingFor(`${scheme}://discord.com/api`), 'HTTPS_PROXY');
  for (const scheme of ['http', 'ws']) assert.equal(settingFor(`${scheme}://discord.com/api`), 'HTTP_PROXY');
  const { http: _, ...secure } = both;
  assert.equal(settingFor('http://discord.com', '', secure), undefined);
  const { https: __, ...plain } = both;
  assert.equal(settingFor('https://discord.com', '', plain), undefined);
});

test('this machine itself is never looked for behind a proxy', () => {
  for (const host of ['localhost', '127.0.0.1', '127.8.9.1', '[::1]'])
    assert.equal(settingFor(`https://${host}:8443/`), undefined, host);
});

/** What stands in NO_PROXY, an address that goes past the proxy for it, and one that does not. */
const EXCEPTIONS: [except: string, past: string, through: string | undefined][] = [
  ['*', 'https://discord.com', undefined],
  ['discord.com', 'https://discord.com', 'https://notdiscord.com'],
  ['discord.com', 'https://cdn.discord.com', 'https://discord.com.evil.test'],
  ['.discord.gg', 'wss://gateway.discord.gg', 'wss://gatewaydiscord.gg'],
  ['*.discord.gg', 'wss://gateway.discord.gg', 'wss://discord.media'],
  ['DISCORD.com', 'https://discord.com', 'https://google.com'],
  ['a.test, discord.com b.test', 'https://b.test', 'https://c.test'],
  ['discord.com:443', 'https://discord.com', 'https://discord.com:8443'],
  ['discord.com:80', 'http://discord.com', 'https://discord.com'],
  ['10.0.0.5', 'http://10.0.0.5:9', 'http://10.0.0.50:9'],
  ['10.0.0.0/8', 'http://10.200.0.5:9', 'http://11.0.0.5:9'],
  ['10.0.0.0/99', 'https://localhost', 'https://10.0.0.1'],
  ['fd00::/8', 'http://[fd12::1]:9', 'http://[fe80::1]:9'],
  ['fd12::1', 'http://[fd12::1]:9', 'http://[fd12::2]:9'],
  ['[fd12::1]:9', 'http://[fd12::1]:9', 'http://[fd12::1]:8'],
];

test('NO_PROXY takes names and all below them, ports, ranges and everything', () => {
  for (const [except, past, through] of EXCEPTIONS) {
    assert.equal(settingFor(past, except), undefined, `${past} with NO_PROXY=${except}`);
    if (through) assert.notEqual(settingFor(through, except), undefined, `${through} with NO_PROXY=${except}`);
  }
});

test('names in small letters go before those in capitals, and a proxy needs no scheme', () => {
  const { proxies } = configured({
    HTTPS_PROXY: 'http://capital.test:1',
    https_proxy: 'small.test:2',
    HTTP_PROXY: 'https://plain.test',
    NO_PROXY: 'a.test',
    no_proxy: 'b.test',
  });
  assert.deepEqual(proxies, {
    https: { url: 'http://small.test:2', setting: 'https_proxy' },
    http: { url: 'https://plain.test', setting: 'HTTP_PROXY' },
    except: 'b.test',
  });
});

test('nothing goes through a proxy where none is set, or Node’s own switch is off', () => {
  assert.deepEqual(configured({}).proxies, { except: '' });
  assert.deepEqual(configured({ HTTPS_PROXY: '', NODE_USE_ENV_PROXY: '1' }).proxies, { except: '' });
  const off = configured({ HTTPS_PROXY: 'http://a.test', NODE_USE_ENV_PROXY: '0' });
  assert.deepEqual(off.proxies, { except: '' });
});

test('a wrong proxy is named by its setting, and its password is not repeated', () => {
  const wrong = [
    'socks5://a.test:1080',
    'http://',
    'http://a.test:99999',
    'http://me:se%cret@a.test',
    'http://a.test/path',
  ];
  for (const url of wrong)
    for (const setting of ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy'])
      assert.throws(
        () => configured({ [setting]: url }),
        (error) => {
          assert.ok(error instanceof ConfigError);
          assert.match(error.message, new RegExp(`^ {2}${setting} is not the address of a proxy. Write http://`, 'm'));
          assert.doesNotMatch(error.message, /se%cret|99999/);
          return true;
        },
        `${setting}=${url}`,
      );
});

test('a proxy is spelled without its password, which is a secret as it stands and as it is meant', () => {
  const config = configured({ HTTPS_PROXY: 'http://me:pass%23word@proxy.test:3128', HTTP_PROXY: 'only-a-key@p.test' });
  const { https } = config.proxies;
  assert.equal(https && formatProxy(https), 'the proxy proxy.test:3128 (HTTPS_PROXY)');
  const secrets = listSecrets(config);
  for (const secret of ['token', 'key', 'pass%23word', 'pass#word', 'only-a-key']) assert.ok(secrets.includes(secret));
});
