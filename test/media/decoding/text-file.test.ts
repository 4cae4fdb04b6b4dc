import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeText } from '../../../src/media/decoding/text-file.ts';
import { readSample } from '../sample-files.ts';

const MOST = 32_000;
const decode = async (bytes: Buffer | string, textBytes = MOST) => {
  const content = await decodeText(Buffer.from(bytes), { textBytes });
  assert.ok(content.is === 'text');
  return content;
};

const JAPANESE =
  '吾輩は猫である。名前はまだ無い。どこで生れたかとんと見当がつかぬ。何でも薄暗いじめじめした所でニャーニャー泣いていた事だけは記憶している。';
const FRENCH =
  'Longtemps, je me suis couché de bonne heure. Parfois, à peine ma bougie éteinte, mes yeux se fermaient si vite que je n’avais pas le temps de me dire : « Je m’endors. »';
const RUSSIAN =
  'Все счастливые семьи похожи друг на друга, каждая несчастливая семья несчастлива по-своему. Всё смешалось в доме Облонских.';

/** What iconv wrote in each encoding. */
const TEXTS: Record<string, string> = {
  'utf-8': JAPANESE,
  'utf-16le-bom': JAPANESE,
  'utf-16be-bom': RUSSIAN,
  'utf-16le': FRENCH,
  'utf-16be': FRENCH,
  shift_jis: JAPANESE,
  'euc-jp': JAPANESE,
  gb18030: '一个人的命运,当然要靠自我奋斗,但是也要考虑到历史的进程。天地玄黄,宇宙洪荒。日月盈昃,辰宿列张。',
  'iso-2022-jp': JAPANESE,
  macintosh: FRENCH,
  big5: '天地玄黃,宇宙洪荒。日月盈昃,辰宿列張。寒來暑往,秋收冬藏。閏餘成歲,律呂調陽。雲騰致雨,露結為霜。',
  'euc-kr':
    '나는 고양이로소이다. 이름은 아직 없다. 어디서 태어났는지 도무지 짐작이 가지 않는다. 아무튼 어두컴컴하고 질척한 곳에서 야옹야옹 울고 있었던 것만은 기억한다.',
  'windows-1251': RUSSIAN,
  'koi8-r': RUSSIAN,
  'windows-1252': FRENCH,
  'windows-1256':
    'كان يا ما كان في قديم الزمان، وسالف العصر والأوان، ملك من ملوك الهند والصين، وله ولدان أحدهما كبير والآخر صغير.',
};

for (const [encoding, text] of Object.entries(TEXTS))
  test(`a text in ${encoding} is read`, async () => {
    assert.deepEqual(await decode(readSample(`texts/${encoding}.txt`)), { is: 'text', text: `${text}\n` });
  });

test('a text of Latin letters in UTF-16 is read without its mark, too', async () => {
  for (const swap of [false, true]) {
    const bytes = Buffer.from('plain words\n', 'utf16le');
    assert.equal((await decode(swap ? bytes.swap16() : bytes)).text, 'plain words\n');
  }
});

const utf32 = (text: string, isBig: boolean): Buffer =>
  Buffer.concat(
    Array.from(text, (letter) => {
      const unit = Buffer.alloc(4);
      const code = letter.codePointAt(0) ?? 0;
      if (isBig) unit.writeUInt32BE(code);
      else unit.writeUInt32LE(code);
      return unit;
    }),
  );

test('a text in UTF-32 is read, with its mark or without, and its lines beyond the first megabyte are counted', async () => {
  for (const isBig of [false, true]) {
    assert.equal((await decode(utf32(`\ufeff${JAPANESE}\u{1f600}\n`, isBig))).text, `${JAPANESE}\u{1f600}\n`);
    assert.equal((await decode(utf32('plain words\n', isBig))).text, 'plain words\n');
    const lines = utf32(`${'x'.repeat(99)}\n`.repeat(3_000), isBig);
    assert.deepEqual((await decode(lines, 1_000)).cut, { shown: 10, total: 3_000 });
  }
});

test('a text in an encoding of ISO 2022 that nothing here decodes is refused, not garbled', async () => {
  await fails('\x1b$)C\x0e3*4B\x0f and then plain words that anybody could read, if they only knew how\n', 'encoding');
});

test('quotation marks of Windows, DOS’s umlauts and rare letters aren’t taken for Mac Roman', async () => {
  const windows = 'He said: \x93I don\x92t know\x94 \x96 and that\x92s all there is to say about it, my friend.\n';
  const told = 'He said: “I don’t know” – and that’s all there is to say about it, my friend.\n';
  assert.equal((await decode(Buffer.from(windows, 'latin1'))).text, told);
  const { text } = await decode(Buffer.from('The c\x9cur of the matter is that they were all here.\n', 'latin1'));
  assert.equal(text, 'The cœur of the matter is that they were all here.\n');
});

test('damaged characters in UTF-8 are shown as such, and the rest is read', async () => {
  const log = Array.from({ length: 70 }, (_, index) => `12:00:${index} worker ${index} is done\n`);
  const whole = log.join('');
  const bytes = Buffer.concat([Buffer.from(whole), Buffer.from([0xff]), Buffer.from(whole)]);
  assert.equal((await decode(bytes)).text, `${whole}\ufffd${whole}`);
  const japanese = Buffer.concat([Buffer.from(JAPANESE), Buffer.from([0xe5, 0x90]), Buffer.from(`\n${JAPANESE}`)]);
  assert.equal((await decode(japanese)).text, `${JAPANESE}\ufffd\n${JAPANESE}`);
});

test('a few NULs in a text count as damage', async () => {
  const words = 'a line of a log that was being written when the power went away\n';
  assert.equal((await decode(`${words}\0\0${words}`)).text, `${words}\ufffd\ufffd${words}`);
});

test('a mark at the beginning and other systems’ line breaks don’t reach the model', async () => {
  assert.equal((await decode('\ufeffone\r\ntwo\rthree')).text, 'one\ntwo\nthree');
});

test('a terminal’s colours are text', async () => {
  assert.equal((await decode('\x1b[31mred\x1b[0m\n')).text, '\x1b[31mred\x1b[0m\n');
});

test('a long text is cut at the end of a line, and says how many lines it has', async () => {
  const lines = Array.from({ length: 3_400 }, (_, index) => `line ${String(index).padStart(4, '0')}`);
  const { text, cut } = await decode(lines.join('\n'), 1_205);
  assert.equal(text, lines.slice(0, 120).join('\n'));
  assert.deepEqual(cut, { shown: 120, total: 3_400 });
});

test('a line that is longer than everything is cut between characters', async () => {
  const { text, cut } = await decode('é'.repeat(100), 15);
  assert.equal(text, 'é'.repeat(7));
  assert.deepEqual(cut, { shown: 1, total: 1 });
});

test('lines beyond the first megabyte are counted, not decoded', async () => {
  const line = `${'x'.repeat(99)}\n`;
  for (const encoding of ['utf8', 'utf16le'] as const) {
    const bytes = Buffer.from(`\ufeff${line.repeat(25_000)}`, encoding);
    assert.deepEqual((await decode(bytes, 1_000)).cut, { shown: 10, total: 25_000 }, encoding);
  }
});

test('a character that the first megabyte cuts in half breaks nothing', async () => {
  const bytes = Buffer.from(`a${'é'.repeat(600_000)}`);
  assert.equal((await decode(bytes, 5)).text, 'aéé');
});

const fails = (bytes: Buffer | string, why: string) => assert.rejects(decode(bytes), { name: 'MediaFault', why });

test('what is no text isn’t taken for one', async () => {
  for (const path of [
    'documents/report.docx',
    'pictures/small.tiff',
    'pictures/small.bmp',
    'sounds/voice-ffmpeg.16k.pcm',
  ])
    await fails(readSample(path), 'unknown');
  await fails('te\0xt\0with\0NULs', 'unknown');
  await fails(`\ufeff${'\x01'.repeat(10)}text`, 'unknown');
  await fails(Buffer.from(Array.from({ length: 1_000 }, (_, index) => (index * 7_919) % 255 || 1)), 'unknown');
});

test('a text whose encoding nobody can tell is refused', async () => {
  await fails(Buffer.from(Array.from({ length: 60 }, (_, index) => 0x80 + ((index * 37) % 128))), 'encoding');
});

test('a text of blanks is empty', async () => {
  await fails(' \n\t\r\n', 'empty');
  await fails('\ufeff', 'empty');
});
