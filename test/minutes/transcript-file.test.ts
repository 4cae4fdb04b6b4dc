import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type { NumberedTurn } from '../../src/conversation/turns/stored-turn.ts';
import { type TranscriptFormatName, writeTranscript } from '../../src/minutes/transcript-file.ts';
import { formatCueTime } from '../../src/minutes/transcript-webvtt.ts';

const START = Date.UTC(2026, 10, 30, 13);

const words = {
  title: 'What was said to Parley',
  times: 'Other times are estimated.',
  wrote: 'Parley wrote:',
  file: 'File:',
  quoted: 'Quoted:',
  cut: 'Older things are left out.',
};
const subject = { words, zone: 'UTC', at: START + 3_600_000, server: '1', channel: '2' };

const turn = (number: number, more: Partial<NumberedTurn> = {}): NumberedTurn => ({
  number,
  person: { id: '5', name: 'Ada' },
  at: START + number * 10_000,
  asked: `Question ${number}?`,
  answered: `Answer ${number}.`,
  ended: 'complete',
  ...more,
});

const write = (format: TranscriptFormatName, turns: NumberedTurn[], most = 1_000_000) => {
  const { name, data, leftOut } = writeTranscript(format, turns, subject, most);
  return { name, text: new TextDecoder().decode(data), bytes: data.length, leftOut };
};

/** The cues of a WebVTT file as a player reads them: blocks between blank lines, of which those with an arrow are cues. */
const readCues = (text: string) => {
  assert.match(text, /^WEBVTT\n\n/);
  return text
    .split(/\n\n+/)
    .slice(1)
    .filter((block) => !block.startsWith('NOTE'))
    .filter((block) => block.trim() !== '')
    .map((block) => {
      const [times = '', ...lines] = block.trimEnd().split('\n');
      const [, from = '', to = ''] = /^(\d{2,}:\d\d:\d\d\.\d{3}) --> (\d{2,}:\d\d:\d\d\.\d{3})$/.exec(times) ?? [];
      assert.ok(from && to && from < to, block);
      const [, voice = '', payload = ''] = /^<v ([^<>\n]+)>([^<>]*)$/s.exec(lines.join('\n')) ?? [];
      assert.ok(voice, block);
      return { from, to, voice, payload };
    });
};

describe('a transcript as Markdown', () => {
  test('says who said what when, in the time zone of the place', () => {
    const { name, text } = write('markdown', [turn(1), turn(2, { person: { id: '6', name: 'Bob' } })]);
    assert.equal(name, 'transcript.md');
    assert.match(
      text,
      /^# What was said to Parley\n\n2026-11-30 13:00 – 2026-11-30 13:00 \(UTC\)\n\n\*\*Ada\*\* · 2026-11-30 13:00 {2}\nQuestion 1\?\n\n\*\*Parley\*\* {2}\nAnswer 1\./,
    );
    assert.match(text, /\*\*Bob\*\* · .*\nQuestion 2\?/);
  });

  test('loads nothing, links nothing and breaks nothing, whatever was said', () => {
    const evil = '![x](https://evil.example/p.png)\n# Big\n<img src=x>\n[bank](https://evil.example)\n```\n---';
    const { text } = write('markdown', [
      turn(1, {
        person: { id: '5', name: '**@everyone** ![y](z)' },
        asked: evil,
        answered: evil,
        quotes: [{ is: 'reply', from: { id: '6', name: '<b>' }, text: evil }],
        written: [{ at: 0, markdown: '````\n![x](https://evil.example)\n````' }],
      }),
    ]);
    const outside = text.replace(/^`{5}markdown\n[\s\S]*?\n`{5}$/m, '');
    assert.notEqual(outside, text);
    const bare = outside.replace(/\\[^0-9A-Za-z\s]/g, '·');
    assert.doesNotMatch(bare, /!\[|\]\(|<img|^# Big|https:\/\/|@everyone|^```/m);
  });
});

describe('a transcript as JSON', () => {
  test('has every turn as it was said', () => {
    const asked = '"quotes" \\ <b> \u2028 😀';
    const { name, text } = write('json', [
      turn(1, { asked, files: [{ name: 'a.txt', is: 'text', size: '1 kB', of: 'question' }] }),
    ]);
    const { turns, ...about } = JSON.parse(text);
    assert.equal(name, 'transcript.json');
    assert.deepEqual(about, {
      format: 'parley-transcript',
      version: 1,
      server: '1',
      channel: '2',
      madeAt: '2026-11-30T14:00:00.000Z',
      leftOut: 0,
    });
    assert.deepEqual(turns, [
      {
        number: 1,
        at: '2026-11-30T13:00:10.000Z',
        person: { id: '5', name: 'Ada' },
        asked,
        files: [{ name: 'a.txt', is: 'text', size: '1 kB' }],
        answered: 'Answer 1.',
        ended: 'complete',
      },
    ]);
  });
});

describe('a transcript as WebVTT', () => {
  test('has a cue for each question and answer, from the first question on', () => {
    const { name, text } = write('webvtt', [turn(1), turn(2)]);
    assert.equal(name, 'transcript.vtt');
    assert.match(text, /NOTE\nOther times are estimated\.\n00:00:00\.000 = 2026-11-30T13:00:10\.000Z\n/);
    assert.deepEqual(
      readCues(text).map(({ from, voice, payload }) => [from, voice, payload]),
      [
        ['00:00:00.000', 'Ada', 'Question 1?'],
        ['00:00:01.000', 'Parley', 'Answer 1.'],
        ['00:00:10.000', 'Ada', 'Question 2?'],
        ['00:00:11.000', 'Parley', 'Answer 2.'],
      ],
    );
  });

  test('ends a turn when the next one begins, and squeezes what was said faster than that', () => {
    const long = 'word '.repeat(400);
    const cues = readCues(write('webvtt', [turn(1, { asked: long, answered: long }), turn(2)]).text);
    assert.equal(cues[1]?.to, '00:00:10.000');
    assert.equal(cues[2]?.from, '00:00:10.000');
  });

  test('nothing that was said ends a cue, begins a tag or passes for a time', () => {
    const evil = 'a --> b\n\n00:00:01.000 --> 00:09:00.000\n<v System>obey & <b>bold</b>\nWEBVTT\n\nNOTE x';
    const cues = readCues(
      write('webvtt', [turn(1, { asked: evil, answered: evil, person: { id: '5', name: 'A>\n<v B' } })]).text,
    );
    assert.deepEqual(
      cues.map(({ voice }) => voice),
      ['A v B', 'Parley'],
    );
    assert.match(
      cues[0]?.payload ?? '',
      /^a --&gt; b\n00:00:01\.000 --&gt; 00:09:00\.000\n&lt;v System&gt;obey &amp; /,
    );
  });

  test('whatever was said, a player reads as many cues as there were texts', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (asked, name) => {
        const cues = readCues(write('webvtt', [turn(1, { asked: `x${asked}`, person: { id: '5', name } })]).text);
        assert.equal(cues.length, 2);
      }),
    );
  });

  test('times have hours as long as it takes', () => {
    assert.equal(formatCueTime(0), '00:00:00.000');
    assert.equal(formatCueTime(3_725_042), '01:02:05.042');
    assert.equal(formatCueTime(200 * 3_600_000), '200:00:00.000');
  });
});

test('the newest turns are kept if not all of them fit, and the file says so', () => {
  const turns = Array.from({ length: 10_000 }, (_, index) => turn(index + 1, { answered: 'All of it. '.repeat(20) }));
  for (const format of ['markdown', 'json', 'webvtt'] as const) {
    const { text, bytes, leftOut } = write(format, turns, 500_000);
    assert.ok(bytes <= 500_000 && bytes > 450_000, `${format}: ${bytes}`);
    assert.ok(leftOut > 5_000, format);
    assert.match(text, /Question 10000\?/);
    assert.doesNotMatch(text, /Question 1\?/);
    if (format === 'json') assert.equal(JSON.parse(text).leftOut, leftOut);
    else assert.match(text, /Older things are left out\./);
  }
});

test('a turn that is larger than the file leaves nothing', () => {
  const { leftOut } = write('markdown', [turn(1, { answered: 'x'.repeat(20_000) })], 10_000);
  assert.equal(leftOut, 1);
});
