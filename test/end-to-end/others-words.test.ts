import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { pino } from 'pino';
import { systemClock } from '../../src/base/clock.ts';
import { readConfig } from '../../src/config.ts';
import { startParley } from '../../src/parley.ts';
import type { ScriptQuestion } from '../../world/live/script.ts';
import { World } from '../../world/world.ts';
import { sentence } from '../sentences.ts';
import { UNATTENDED } from './bot.ts';

// The whole bot with a media process, in real time, where people have to agree first.
const world = await World.open();
const { discord, live } = world;
const guild = discord.guild('Workshop');
const general = guild.text('general');
const [ada, eve] = [guild.member('Ada'), guild.member('Eve')];
const config = readConfig({ ...world.settings, STORE_URL: 'memory:', HTTP_PORT: 'off', CONSENT: 'opt-in' });
const log = pino({ level: 'silent' });
const parley = await startParley(config, { ...UNATTENDED, clock: systemClock, uptime: systemClock.now, log });
after(async () => {
  await parley.stop();
  await world.close();
});

const AGREE = 'privacy:agree';
const ASK = sentence({ code: 'agreement.ask', days: 30 });
const asked: ScriptQuestion[] = [];
live.script = (question) => {
  asked.push(question);
  return `Seen ${asked.length}.`;
};

const file = (name: string, words: string) => ({ name, content: Buffer.from(words), contentType: 'text/plain' });
const fetched = () => discord.cdn.requests.map(({ name }) => name);

test('nothing of anybody reaches Google or is fetched before they agreed, and then all of it', async () => {
  const said = await eve.says('the word of Eve', { in: general, files: [file('hers.txt', 'her file')] });
  const about = async () =>
    ada.submit(
      await ada.menu('Ask about this', said),
      { question: 'what is it?' },
      { files: [file('own.txt', 'my file')] },
    );

  const refused = await about();
  await refused.shows(ASK);
  assert.deepEqual([asked, fetched()], [[], []]);
  // The question is asked by Ada's yes, and leaves out what Eve wrote.
  await (await ada.press(refused.messages.at(-1) ?? assert.fail(), AGREE)).shows(
    sentence({ code: 'agreement.given-asked', hearing: 'heard', questions: 1 }),
  );
  const { text: first } = await general.shows(/Seen 1\./);
  assert.ok(first.includes(sentence({ code: 'withheld.not-agreed', name: 'Eve' })), first);
  assert.match(asked[0]?.text ?? '', /what is it\?\n\[with it: a message that isn't passed on to you/);
  assert.match(asked[0]?.text ?? '', /my file/);
  assert.doesNotMatch(JSON.stringify(asked), /word of Eve|her file|hers\.txt/);
  assert.deepEqual(fetched(), ['own.txt']);

  const mine = await eve.slash('ask', { question: 'hello?' }, { in: general });
  await mine.shows(ASK);
  await (await mine.press(AGREE)).shows(sentence({ code: 'agreement.given-asked', hearing: 'heard', questions: 1 }));
  await general.shows(/Seen 2\./);
  await about();
  await general.shows(/Seen 3\./);
  assert.match(asked[2]?.text ?? '', /word of Eve/);
  assert.match(asked[2]?.text ?? '', /her file/);
  assert.deepEqual(fetched(), ['own.txt', 'own.txt', 'hers.txt']);
});
