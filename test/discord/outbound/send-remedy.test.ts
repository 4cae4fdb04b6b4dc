import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { DiscordAPIError } from 'discord.js';
import { breakLinks } from '../../../src/discord/outbound/links.ts';
import { chooseRemedy, type SendAttempt, type SendRemedy } from '../../../src/discord/outbound/send-remedy.ts';

const refusal = (code: number, status = 400) =>
  new DiscordAPIError({ code, message: 'no' }, code, status, 'PATCH', 'http://127.0.0.1/', {});

/** All that is tried, one after another, while Discord goes on saying the same. */
const course = (error: unknown, what: SendAttempt['what']): string[] => {
  const tried: SendRemedy['is'][] = [];
  for (;;) {
    const next = chooseRemedy(error, { what, tried });
    if (next.is === 'tell') return [...tried, `tell ${next.ways.join(' or ')}`];
    tried.push(next.is);
    if (next.is === 'file' || next.is === 'messages') return tried;
    assert.ok(tried.length < 20, 'there is no end of it');
  }
};

describe('what is tried when Discord goes on refusing', () => {
  const SIX = Array.from({ length: 6 }, () => 'retry');
  const EVERYWHERE = 'tell rewrite or next or alone';
  const table: [name: string, error: unknown, what: SendAttempt['what'], course: string[]][] = [
    ['an error of Discord', refusal(0, 500), 'rewrite', [...SIX, EVERYWHERE]],
    ['a broken connection', new Error('ECONNRESET'), 'next', [...SIX, EVERYWHERE]],
    ['slowmode', refusal(20016), 'next', [...SIX, EVERYWHERE]],
    ['a harmful link', refusal(240000), 'rewrite', ['unlinked', EVERYWHERE]],
    ['an invalid form', refusal(50035), 'next', ['plain', 'file']],
    ['an invalid form of an edit', refusal(50035), 'rewrite', ['plain', 'file']],
    ['an empty message', refusal(50006), 'next', ['plain', 'file']],
    ['a code nobody has heard of', refusal(999_999), 'next', ['plain', 'file']],
    ['AutoMod, which no other form is to get past', refusal(200000), 'next', [EVERYWHERE]],
    ['explicit content', refusal(20009, 403), 'rewrite', [EVERYWHERE]],
    ['an archived thread', refusal(50083), 'rewrite', ['reopen', 'replace', 'tell next or alone']],
    ['an archived thread and a new message', refusal(50083), 'next', ['reopen', 'tell rewrite or alone']],
    ['a locked thread', refusal(160005), 'next', ['tell rewrite or alone']],
    ['too many edits of an old message', refusal(30046), 'rewrite', ['replace', 'plain', 'file']],
    ['no right to send', refusal(50013, 403), 'next', ['tell rewrite or alone']],
    ['no right to see', refusal(50001, 403), 'rewrite', ['tell next or alone']],
    ['somebody who takes no direct messages', refusal(50007, 403), 'next', ['tell rewrite or alone']],
    ['a token that is gone', refusal(50027, 401), 'rewrite', ['tell next or alone']],
    ['a deleted message', refusal(10008, 404), 'rewrite', ['tell alone']],
    ['a deleted channel', refusal(10003, 404), 'next', ['tell ']],
    ['a file that is too large', refusal(40005, 413), 'file', ['messages']],
    ['a file where none may be', refusal(50013, 403), 'file', ['messages']],
    ['a file on the day Discord is ill', refusal(0, 500), 'file', ['retry', 'retry', 'messages']],
  ];
  for (const [name, error, what, expected] of table)
    test(`${name}: ${expected.join(', ')}`, () => assert.deepEqual(course(error, what), expected));

  test('lasts between half a minute and a minute at most', () => {
    let whole = 0;
    for (const tried: SendRemedy['is'][] = []; ; tried.push('retry')) {
      const next = chooseRemedy(refusal(0, 503), { what: 'rewrite', tried });
      if (next.is !== 'retry') break;
      whole += next.after;
    }
    assert.ok(whole >= 30_000 && whole <= 60_000, `${whole} ms`);
  });
});

describe('a broken link', () => {
  for (const [text, expected] of [
    ['See https://evil.example/a?b.', 'See hxxps://evil․example/a?b.'],
    ['[here](http://www.evil.co.uk)', '[here](hxxp://www․evil․co․uk)'],
    ['evil.example, or discord.gg/abc', 'evil․example, or discord․gg/abc'],
    ['No link. Just 3.14 and e.g. this…', 'No link. Just 3.14 and e.g. this…'],
  ] as const) {
    test(JSON.stringify(text), () => {
      assert.equal(breakLinks(text), expected);
      assert.equal(breakLinks(text).length, text.length, 'pages end where they ended');
      assert.doesNotMatch(breakLinks(text), /https?:\/\/|evil\.|discord\.gg/);
    });
  }
});
