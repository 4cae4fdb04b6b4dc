import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pino } from 'pino';
import type { Event, Observe } from '../../src/base/events.ts';
import { MediaFault } from '../../src/media/bridge/media-fault.ts';
import type { FileOutcome, Wants } from '../../src/media/bridge/media-protocol.ts';
import { type Ffmpeg, MediaReader } from '../../src/media/media-reader.ts';
import type { SentFile } from '../../src/media/sent-file.ts';
import { VirtualClock } from '../virtual-clock.ts';
import { NEVER } from './wants.ts';

const MB = 1024 * 1024;

const picture = (bytes = 10): FileOutcome => ({ is: 'picture', jpeg: Buffer.alloc(bytes), width: 4, height: 3 });
const sound = (ms: number, isCut = false): FileOutcome => ({ is: 'sound', pcm: Buffer.alloc(32), ms, isCut });
const text = (words: string): FileOutcome => ({ is: 'text', text: words });

/** Lets everything that is ready run. */
const settle = () => new Promise(setImmediate);

/** What is known of each file by its name: what it holds, why it can't be fetched or read, or that it takes for ever. */
type Contents = Record<string, FileOutcome | MediaFault | Error | 'never'>;

const stage = (contents: Contents, { ffmpeg, observe }: { ffmpeg?: Ffmpeg; observe?: Observe } = {}) => {
  const clock = new VirtualClock();
  const events: Event[] = [];
  const fetched: string[] = [];
  const wanted: Wants[] = [];
  const reader = new MediaReader({
    fetch: async ({ name }) => {
      fetched.push(name);
      return Buffer.from(name);
    },
    processes: {
      read: async (bytes, wants, signal) => {
        signal.throwIfAborted();
        wanted.push(wants);
        const outcome = contents[Buffer.from(bytes).toString()] ?? text('x');
        if (outcome instanceof Error) throw outcome;
        if (outcome !== 'never') return outcome;
        return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
      },
      end: async () => {},
    },
    ffmpeg:
      ffmpeg ??
      (async () => {
        throw new MediaFault('no-ffmpeg');
      }),
    wants: { side: 1_000, textBytes: 100 },
    clock,
    log: pino({ level: 'silent' }),
    observe: observe ?? ((event) => events.push(event)),
  });
  const send = (name: string, changes: Partial<SentFile> = {}): SentFile => ({
    url: '',
    name,
    size: 5,
    isVoice: false,
    of: 'question',
    ...changes,
  });
  const read = (...files: (string | SentFile)[]) =>
    reader.read(
      files.map((file) => (typeof file === 'string' ? send(file) : file)),
      NEVER,
    );
  return { clock, events, fetched, wanted, reader, send, read };
};

test('files come back in order, the question’s own first, with what their sender said of them', async () => {
  const { read, send } = stage({ a: picture(), b: text('b') });
  const { files, remarks } = await read(
    send('quoted', { of: 'quote' }),
    send('a', { alt: 'a cat' }),
    send('b', { isVoice: true }),
  );
  assert.deepEqual(remarks, []);
  assert.deepEqual(
    files.map(({ name, is, of, alt, isVoice, bytes }) => [name, is, of, alt, isVoice, bytes]),
    [
      ['a', 'picture', 'question', 'a cat', false, 5],
      ['b', 'text', 'question', undefined, true, 5],
      ['quoted', 'text', 'quote', undefined, false, 5],
    ],
  );
});

test('what can’t be read is told by its name, and the rest is read', async () => {
  const { read, events } = stage({ bad: new MediaFault('broken'), good: text('good') });
  const { files, remarks } = await read('bad', 'good');
  assert.deepEqual(remarks, [{ code: 'media.broken', name: 'bad' }]);
  assert.deepEqual(
    files.map(({ name }) => name),
    ['good'],
  );
  assert.deepEqual(
    events.map((event) => event.is === 'file' && [event.kind, event.outcome, event.bytes]),
    [
      ['none', 'broken', 5],
      ['text', 'read', 5],
    ],
  );
});

test('after a file that ended the media process the question’s others aren’t given to the next one', async () => {
  const fatal = new MediaFault('broken', { isFatal: true });
  const { read, wanted, events } = stage({ bad: fatal, worse: fatal, good: text('good') });
  const { files, remarks } = await read('good', 'bad', 'worse', 'late');
  assert.deepEqual(remarks, [
    { code: 'media.broken', name: 'bad' },
    { code: 'media.skipped', name: 'worse' },
    { code: 'media.skipped', name: 'late' },
  ]);
  assert.deepEqual([files.length, wanted.length], [1, 2]);
  assert.deepEqual(
    events.map((event) => event.is === 'file' && event.outcome),
    ['read', 'broken', 'skipped', 'skipped'],
  );
  assert.equal((await read('good')).files.length, 1, 'another question is not concerned');
});

test('a mistake of ours is told like decoding that keeps failing', async () => {
  const { read } = stage({ bad: new TypeError('x is not a function') });
  assert.deepEqual((await read('bad')).remarks, [{ code: 'media.failing', name: 'bad' }]);
});

test('too many files, too large ones, and too large a sum are told without a request', async () => {
  const { read, send, fetched } = stage({});
  const large = ['a', 'b', 'c'].map((name) => send(name, { size: 20 * MB }));
  const { remarks } = await read(
    send('huge', { size: 25 * MB + 1 }),
    ...large,
    ...Array.from({ length: 8 }, (_, i) => `${i}`),
  );
  assert.deepEqual(remarks, [
    { code: 'media.too-big', name: 'huge', most: 25 * MB },
    { code: 'media.sum', name: 'c', most: 50 * MB },
    { code: 'media.too-many', most: 10 },
  ]);
  assert.deepEqual(fetched, ['a', 'b', '0', '1', '2', '3', '4', '5']);
});

test('texts fit together', async () => {
  const { read } = stage({ long: text('x'.repeat(200)), short: text('y'.repeat(20)) });
  const { files, remarks } = await read('long', 'short');
  assert.deepEqual(
    files.map((file) => file.is === 'text' && file.text.length),
    [80, 20],
  );
  assert.deepEqual(remarks, [{ code: 'media.cut', name: 'long' }]);
});

test('a text with damaged characters is told as such, and that it was cut, too', async () => {
  const { read } = stage({ log: text('a\ufffdb'), long: text(`\ufffd${'x'.repeat(200)}`) });
  assert.deepEqual((await read('log')).remarks, [{ code: 'media.damaged-text', name: 'log' }]);
  assert.deepEqual((await read('long')).remarks, [
    { code: 'media.cut', name: 'long' },
    { code: 'media.damaged-text', name: 'long' },
  ]);
});

test('six pictures are looked at, and the rest is left out with one remark', async () => {
  const names = ['1', '2', '3', '4', '5', '6', '7', '8'];
  const { read, wanted } = stage(Object.fromEntries(names.map((name) => [name, picture()])));
  const { files, remarks } = await read(...names);
  assert.equal(files.length, 6);
  assert.deepEqual(remarks, [{ code: 'media.too-many-pictures', most: 6, names: ['7', '8'] }]);
  assert.deepEqual(
    wanted.map(({ pictures }) => pictures),
    [6, 5, 4, 3, 2, 1, 0, 0],
  );
});

test('pictures have 4 MB together', async () => {
  const { read } = stage({ a: picture(3 * MB), b: picture(2 * MB), c: picture(1 * MB) });
  const { files } = await read('a', 'b', 'c');
  assert.deepEqual(
    files.map(({ name }) => name),
    ['a', 'c'],
  );
});

test('recordings have ten minutes together', async () => {
  const { read, wanted } = stage({ a: sound(400_000), b: sound(200_000, true) });
  const { remarks } = await read('a', 'b');
  assert.deepEqual(
    wanted.map(({ soundMs }) => soundMs),
    [600_000, 200_000],
  );
  assert.deepEqual(remarks, [{ code: 'media.sound-cut', name: 'b', minutes: 3 }]);
});

test('a recording for which nothing is left of the ten minutes is told as such', async () => {
  const soundtrack = { pcm: Buffer.alloc(640), ms: 20, isCut: true };
  const video: FileOutcome = { is: 'video', ms: 5_000, sound: soundtrack, frames: [] };
  const { read, wanted } = stage({ a: sound(600_000), b: sound(20, true), c: video });
  const { files, remarks } = await read('a', 'b', 'c');
  assert.deepEqual(remarks, [
    { code: 'media.sound-full', name: 'b', minutes: 10 },
    { code: 'media.sound-full', name: 'c', minutes: 10 },
  ]);
  // A decoder that may hear nothing would call a recording damaged.
  assert.equal(wanted[1]?.soundMs, 20);
  assert.deepEqual(
    files.map((file) => [file.name, 'sound' in file]),
    [
      ['a', false],
      ['c', false],
    ],
  );
});

test('a document says how many of its pages were read', async () => {
  const { read } = stage({ a: { is: 'pages', pages: 120, read: 50, text: 'x', pictures: [] } });
  assert.deepEqual((await read('a')).remarks, [{ code: 'media.pages', name: 'a', read: 50, pages: 120 }]);
});

test('what only FFmpeg can decode is read by it, or said to need it', async () => {
  const video: FileOutcome = { is: 'needs-ffmpeg', format: 'mov', kind: 'video' };
  assert.deepEqual((await stage({ a: video }).read('a')).remarks, [{ code: 'media.no-ffmpeg', name: 'a' }]);
  const ffmpeg: Ffmpeg = async (bytes, { format }) => ({ is: 'text', text: `${bytes} ${format}` });
  const { files } = await stage({ a: video }, { ffmpeg }).read('a');
  assert.equal(files[0]?.is === 'text' && files[0].text, 'a mov');
});

test('after twenty seconds what is missing is told', async () => {
  const { read, clock } = stage({ slow: 'never' });
  const reading = read('quick', 'slow', 'later');
  await settle();
  await clock.advance(20_000);
  const { files, remarks } = await reading;
  assert.equal(files.length, 1);
  assert.deepEqual(remarks, [
    { code: 'media.slow', name: 'slow' },
    { code: 'media.slow', name: 'later' },
  ]);
});

test('even a mistake of ours gives the room back', async () => {
  const observe = () => {
    throw new TypeError('x is not a function');
  };
  const { read, reader } = stage({}, { observe });
  const { files, remarks } = await read('a');
  assert.deepEqual([files, remarks], [[], [{ code: 'media.failing', name: 'a' }]]);
  assert.equal(reader.taken, 0);
});

test('a turn that ends ends its reading', async () => {
  const { reader, send } = stage({ slow: 'never' });
  const stop = new AbortController();
  const reading = reader.read([send('slow')], stop.signal);
  stop.abort(new Error('stopped'));
  const { files, release } = await reading;
  assert.deepEqual(files, []);
  release();
  assert.equal(reader.taken, 0);
});

test('bytes take up room until they’re released', async () => {
  const { read, reader } = stage({ a: picture(1_000), b: sound(1_000), c: text('four') });
  const { release } = await read('a', 'b', 'c');
  assert.equal(reader.taken, 1_036);
  release();
  release();
  assert.equal(reader.taken, 0);
});

test('a question waits for room, and says so if there’s none', async () => {
  const { read, send, clock, reader } = stage({ a: { is: 'sound', pcm: Buffer.alloc(99 * MB), ms: 1, isCut: false } });
  const first = await read('a');
  const second = read(send('b', { size: 10 * MB }));
  await settle();
  await clock.advance(14_999);
  first.release();
  assert.equal((await second).files.length, 1);
  const third = await read(send('a', { size: MB }));
  const fourth = read(send('c', { size: 10 * MB }));
  await settle();
  await clock.advance(15_000);
  assert.deepEqual((await fourth).remarks, [{ code: 'media.busy', name: 'c' }]);
  third.release();
  assert.ok(reader.taken < 10 * MB);
});

test('a question without files is read at once', async () => {
  const { read, reader } = stage({});
  const { files, remarks, release } = await read();
  release();
  assert.deepEqual([files, remarks, reader.taken], [[], [], 0]);
});

test('a square is made of a picture alone, and what can’t be read is told', async () => {
  const { reader, send, wanted } = stage({ a: picture(), b: text('x'), c: new MediaFault('broken') });
  assert.equal((await reader.readSquare(send('a'), 512))?.length, 10);
  assert.deepEqual([wanted[0]?.side, wanted[0]?.square], [512, true]);
  assert.equal(await reader.readSquare(send('b'), 512), undefined);
  await assert.rejects(reader.readSquare(send('c'), 512), /media\.broken/);
  assert.equal(reader.taken, 0);
});
