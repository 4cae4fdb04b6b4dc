import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  type Endpoint,
  explainConnectError,
  explainForeignAnswer,
  sayUnreached,
} from '../../src/base/network-faults.ts';

const OWN: Endpoint = { name: 'Discord', url: 'https://discord.com/api', setting: 'DISCORD_API_URL', isSet: false };
const SET: Endpoint = { ...OWN, url: 'http://proxy.example:8080/api', isSet: true };

const coded = (code: string, message = '') => Object.assign(new Error(message), { code });

test('a proxy that cannot be reached is told once, and any other fault with the server it is about', () => {
  const proxy = 'the proxy foo:1 (HTTPS_PROXY) cannot be reached: this machine can’t find the host foo';
  assert.equal(sayUnreached('Gemini', proxy), `T${proxy.slice(1)}`);
  assert.equal(
    sayUnreached('Gemini', 'nothing listens at foo:1'),
    'Gemini cannot be reached: nothing listens at foo:1',
  );
});

const FAULTS: [error: Error, seen: RegExp, way: RegExp][] = [
  [coded('ENOTFOUND', 'getaddrinfo ENOTFOUND discord.com'), /can’t find the host/, /DNS/],
  [coded('EAI_AGAIN'), /can’t find the host/, /DNS/],
  [coded('ECONNREFUSED'), /nothing listens at/, /firewall/],
  [new Error('connect ECONNREFUSED 127.0.0.1:1'), /nothing listens at/, /firewall/],
  [new TypeError('fetch failed', { cause: coded('UND_ERR_CONNECT_TIMEOUT') }), /no answer from .* in time/, /online/],
  [coded('EHOSTUNREACH'), /no answer from .* in time/, /online/],
  [coded('ECONNRESET', 'socket hang up'), /closes the connection/, /firewall/],
  [coded('UND_ERR_SOCKET', 'other side closed'), /closes the connection/, /firewall/],
  [coded('SELF_SIGNED_CERT_IN_CHAIN'), /does not trust the certificate/, /NODE_EXTRA_CA_CERTS/],
  [coded('UNABLE_TO_GET_ISSUER_CERT_LOCALLY'), /does not trust the certificate/, /NODE_EXTRA_CA_CERTS/],
  [coded('CERT_HAS_EXPIRED'), /not valid today/, /clock/],
  [coded('CERT_NOT_YET_VALID'), /not valid today/, /clock/],
  [coded('EPROTO', 'wrong version number'), /does not speak TLS/, /firewall/],
  [coded('HPE_INVALID_CONSTANT', 'Parse Error: Expected HTTP/'), /what answers at .* is not Discord/, /firewall/],
  [new SyntaxError('Unexpected token < is not valid JSON'), /what answers at .* is not Discord/, /firewall/],
];

for (const [error, seen, way] of FAULTS)
  test(`"${'code' in error ? error.code : error.message}" names the host, and a setting only where it is set`, () => {
    const own = explainConnectError(error, OWN);
    assert.match(own?.seen ?? '', seen);
    assert.match(own?.seen ?? '', /discord\.com/);
    assert.match(own?.remedy ?? '', way);
    assert.doesNotMatch(own?.remedy ?? '', /DISCORD_API_URL/);
    const set = explainConnectError(error, SET);
    assert.match(
      set?.seen ?? '',
      /find the host/.test(set?.seen ?? '') ? /host proxy\.example$/ : /proxy\.example:8080/,
    );
    assert.match(set?.remedy ?? '', /DISCORD_API_URL/);
  });

test('an error that is not about the way says nothing of it', () => {
  assert.equal(explainConnectError(new Error('Missing Access'), OWN), undefined);
  assert.equal(explainConnectError('a text', OWN), undefined);
});

test('nothing of an address but host and port is told', () => {
  const { seen } = explainForeignAnswer({ ...SET, url: 'redis://parley:secret-word@127.0.0.1:6379/0' });
  assert.match(seen, /127\.0\.0\.1:6379/);
  assert.doesNotMatch(seen, /secret-word|parley/);
});
