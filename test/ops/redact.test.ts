import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ConfigError, StartError } from '../../src/base/errors.ts';
import { openLog } from '../../src/ops/log.ts';
import { makeRedactor } from '../../src/ops/redact.ts';

const KEY = `AIza${'x'.repeat(35)}`;
const TOKEN = `${'M'.repeat(24)}.G${'a'.repeat(5)}.${'z'.repeat(38)}`;

test('a secret is taken out wherever it stands, also where it is percent-encoded', () => {
  const redact = makeRedactor(['p@ss/word+1']);
  assert.doesNotMatch(redact(`x p@ss/word+1 y ${encodeURIComponent('p@ss/word+1')}`), /word/);
});

test('what has the shape of a secret is taken out although nobody named it', () => {
  const redact = makeRedactor([]);
  const secrets = [
    `wss://generativelanguage.googleapis.com/ws/x?key=${KEY}`,
    `https://x/?a=1&access_token=abcdefgh`,
    `Authorization: Bot ${TOKEN}`,
    `x-goog-api-key: qwertzuiop`,
    `{"headers":{"x-goog-api-key":"qwertzuiop"}}`,
    `the token ${TOKEN} is wrong`,
    `redis://user:hunter22@host:6379`,
    `connect through http://me:hunter33@proxy.test:3128`,
    `proxy-authorization: Basic ${Buffer.from('me:hunter44').toString('base64')}`,
    `POST /webhooks/123456789012345678/${'w'.repeat(60)}/messages/@original`,
  ];
  for (const text of secrets) assert.match(redact(text), /\[hidden\]/);
  assert.doesNotMatch(redact(secrets.join(' ')), /AIza|abcdefgh|qwertz|MMMM|hunter22|hunter33|aHVudGVy|odW50|wwww/);
});

test('ordinary words stay as they are', () => {
  const text = 'the connection broke: 1008 "models/x is not found for API version v1" at 127.0.0.1:8787';
  assert.equal(makeRedactor(['a-secret-value'])(text), text);
});

test('of an error the log keeps what was wrong, and not the request that a library hangs on it', () => {
  const lines: string[] = [];
  const log = openLog('info', [], { write: (line) => lines.push(line) });
  const cause = Object.assign(new Error('the network is away'), { code: 'ENETDOWN', body: 'hello' });
  const error = Object.assign(new Error('Invalid Form Body', { cause }), {
    code: 50035,
    requestBody: { json: 'hello' },
  });
  log.warn({ event: 'edit.lost', err: error }, 'an edit was lost');
  const { err } = JSON.parse(lines[0] ?? '');
  assert.deepEqual([err.type, err.code], ['Error', 50035]);
  assert.equal(err.message, 'Invalid Form Body');
  assert.deepEqual([err.cause.message, err.cause.code], ['the network is away', 'ENETDOWN']);
  for (const one of [err, err.cause]) assert.match(one.stack, /redact\.test/);
  assert.doesNotMatch(lines.join(), /hello/);
});

test('an error that says what to do is logged with its causes and without stacks, and a circle of causes ends', () => {
  const lines: string[] = [];
  const log = openLog('info', [], { write: (line) => lines.push(line) });
  const cause = new Error('connect ECONNREFUSED', { cause: { body: 'hello' } });
  for (const Kind of [ConfigError, StartError]) {
    log.fatal({ event: 'bot.not_started', err: new Kind('Nothing listens there. Start it.', { cause }) }, 'no start');
    const { err } = JSON.parse(lines.pop() ?? '');
    assert.deepEqual(err, {
      type: Kind.name,
      message: 'Nothing listens there. Start it.',
      cause: { type: 'Error', message: 'connect ECONNREFUSED' },
    });
  }
  const outer = new Error('outer');
  outer.cause = new Error('inner', { cause: outer });
  log.error({ event: 'x', err: outer }, 'a circle');
  const { err } = JSON.parse(lines.pop() ?? '');
  assert.deepEqual([err.message, err.cause.message, err.cause.cause], ['outer', 'inner', undefined]);
});

test('no line of the log holds a secret, whatever was logged', () => {
  const lines: string[] = [];
  const log = openLog('info', ['a-secret-value'], { write: (line) => lines.push(line) });
  const cause = new Error(`connect wss://host/?key=${KEY}`);
  log.error(
    { err: new Error('a-secret-value was refused', { cause }), url: `x?key=${KEY}` },
    'failed with a-secret-value',
  );
  log.child({ token: TOKEN }).warn('careful');
  assert.equal(lines.length, 2);
  assert.doesNotMatch(lines.join(), /a-secret-value|AIza|MMMM/);
  assert.equal(JSON.parse(lines[0] ?? '').msg, 'failed with [hidden]');
});
