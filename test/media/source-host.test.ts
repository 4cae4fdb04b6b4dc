import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeSourceCheck } from '../../src/media/source-host.ts';

const refuses = (check: (address: string) => URL, address: string) =>
  assert.throws(() => check(address), { name: 'MediaFault', why: 'elsewhere' }, address);

test('files come from Discord’s own hosts', () => {
  const check = makeSourceCheck();
  for (const address of [
    'https://cdn.discordapp.com/attachments/1/2/x.txt?ex=1&is=2&hm=3&',
    'https://media.discordapp.net/attachments/1/2/x.png?width=100',
    'https://cdn.discordapp.com/ephemeral-attachments/1/2/x.txt',
    'https://CDN.discordapp.com:443/attachments/1/2/x.txt',
  ])
    assert.equal(check(address).protocol, 'https:');
});

test('and from nowhere else, whatever an address looks like', () => {
  const check = makeSourceCheck();
  for (const address of [
    'http://cdn.discordapp.com/attachments/1/2/x.txt',
    'https://example.com/attachments/1/2/x.txt',
    'https://cdn.discordapp.com.example.com/attachments/1/2/x.txt',
    'https://example.com#cdn.discordapp.com/attachments/1/2/x.txt',
    'https://example.com\\@cdn.discordapp.com/attachments/1/2/x.txt',
    'https://cdn.discordapp.com@example.com/attachments/1/2/x.txt',
    'https://user@cdn.discordapp.com/attachments/1/2/x.txt',
    'https://user:word@cdn.discordapp.com/attachments/1/2/x.txt',
    'https://cdn.discordapp.com:8443/attachments/1/2/x.txt',
    'https://cdn.discordapp.com./attachments/1/2/x.txt',
    'https://xn--cdn-discordapp-ehh.com/attachments/1/2/x.txt',
    'https://cdn.dіscordapp.com/attachments/1/2/x.txt',
    'https://127.0.0.1/attachments/1/2/x.txt',
    'https://[::1]/attachments/1/2/x.txt',
    'https://2130706433/attachments/1/2/x.txt',
    'https://images-ext-1.discordapp.net/external/x/https/example.com/attachments/x.png',
    'https://cdn.discordapp.com/emojis/1.png',
    'https://cdn.discordapp.com/attachments/../emojis/1.png',
    'https://cdn.discordapp.com/attachments/%2e%2e/emojis/1.png',
    'file:///etc/passwd',
    'data:text/plain,x',
    '//cdn.discordapp.com/attachments/1/2/x.txt',
    'cdn.discordapp.com/attachments/1/2/x.txt',
    '',
  ])
    refuses(check, address);
});

test('a place that the operator sets replaces Discord’s hosts', () => {
  const check = makeSourceCheck('http://127.0.0.1:8080');
  assert.equal(check('http://127.0.0.1:8080/attachments/1/2/x.txt').port, '8080');
  for (const address of [
    'https://cdn.discordapp.com/attachments/1/2/x.txt',
    'http://127.0.0.1:8081/attachments/1/2/x.txt',
    'https://127.0.0.1:8080/attachments/1/2/x.txt',
    'http://localhost:8080/attachments/1/2/x.txt',
    'http://127.0.0.1:8080/api/v10/users/@me',
  ])
    refuses(check, address);
});
