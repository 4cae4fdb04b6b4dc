import { systemClock } from '../../src/base/clock.ts';
import type { File } from '../../world/discord/attachment.ts';
import type { ScriptQuestion } from '../../world/live/script.ts';
import { sounds } from '../../world/live/sounds.ts';
import { say, sayHeard } from '../../world/live/steps.ts';
import { ms, percentile, verdict } from '../figures.ts';
import { print } from '../table.ts';
import { type Call, Scene } from '../voice/scene.ts';
import { answered, gaps, spoken } from '../voice/sounds.ts';
import { DEADLINE } from './asking.ts';
import { makeDocument, makeNote, makePhoto, makeVideo } from './files.ts';

/** How many calls talk, for how long in milliseconds, and how many files of each kind are sent meanwhile. */
export type Scale = { calls: number; look: number; photos: number; documents: number; notes: number; videos: number };

/** The goal for the longest gap between two packets, in milliseconds. */
const GOAL = 40;

/** Over how long the beginnings of talks are spread, in milliseconds. */
const BEGINNING = 2_500;

/** How many people send files at the same time, each one after another. */
const SENDERS = 4;

/** What was seen of the calls: the time between packets, how many came of those that were due, and how many files were answered. */
type Seen = { between: number[]; share: number; answered: number };

/** Calls are answered aloud, faster than it's played; whoever brings a file, or speaks in a voice message, gets a word. */
const answerWith = (length: number) => {
  const speech = sounds(answered(length), { rate: 3 });
  return ({ audio, text }: ScriptQuestion) =>
    audio.length > 0 && !text.includes('voice message') ? [sayHeard('tell me'), speech] : [say('Seen.')];
};

/** Something that a person sends. */
type Gift = (by: Call) => Promise<unknown>;

/** Everything is sent by people in their direct messages, so that no two wait for each other longer than they must. */
const prepare = async ({ photos, documents, notes, videos }: Scale): Promise<Gift[]> => {
  const sound = await makeNote();
  const send = (file: File): Gift => {
    return ({ member }) => member.says('What is this?', { in: member.dm, files: [file] });
  };
  const photo = await makePhoto();
  const kinds: [number, Gift][] = [
    [photos, send(photo)],
    [documents, send(makeDocument())],
    [videos, send(makeVideo())],
    [notes, ({ member }) => member.sendsVoice(sound, { in: member.dm, durationSeconds: 60 })],
  ];
  return kinds.flatMap(([count, gift]) => Array.from({ length: count }, () => gift));
};

/** Sends gifts until there are none left. Each person waits for the answer to the last one. */
const give = async (by: Call, gifts: Gift[], seen: { answered: number }): Promise<void> => {
  const { dm } = by.member;
  for (let gift = gifts.shift(); gift; gift = gifts.shift()) {
    const before = dm.messages.length;
    await gift(by);
    await dm.until(({ messages }) => messages.slice(before + 1).some(({ text }) => text.includes('Seen.')), DEADLINE);
    seen.answered += 1;
  }
};

/** Makes all calls talk for a while, and some people send files meanwhile. */
const listen = async (scene: Scene, look: number, gifts: Gift[]): Promise<Seen> => {
  scene.world.live.script = answerWith(BEGINNING + look + 1_000);
  await Promise.all(
    scene.calls.map(async ({ ears, member }) => {
      ears.forget();
      await systemClock.sleep(Math.random() * 500);
      await member.speaks(spoken(300));
    }),
  );
  await systemClock.sleep(BEGINNING);
  const seen: Seen = { between: [], share: 0, answered: 0 };
  const from = performance.now();
  const giving = Promise.all(scene.calls.slice(0, SENDERS).map((call) => give(call, gifts, seen)));
  await systemClock.sleep(look);
  const to = performance.now();
  const heard = scene.calls.map(({ ears }) => ears.sounding.filter(({ at }) => at >= from && at <= to));
  const due = (scene.calls.length * look) / 20;
  const { answered } = seen;
  await giving;
  await systemClock.sleep(1_500);
  return { between: heard.flatMap(gaps), share: heard.reduce((sum, each) => sum + each.length, 0) / due, answered };
};

/** Prints how evenly calls talk while people send files, and while they don't. */
export const calls = async (scale: Scale): Promise<void> => {
  const gifts = await prepare(scale);
  const sent = gifts.length;
  await using scene = await Scene.open('Parley');
  await scene.fill(scale.calls);
  const quiet = await listen(scene, scale.look, []);
  const busy = await listen(scene, scale.look, gifts);
  const row = (what: string, { between, share }: Seen): string[] => {
    const longest = percentile(between, 1);
    return [
      what,
      `${Math.round(share * 100)} %`,
      ms(percentile(between, 0.999)),
      ms(longest),
      ms(GOAL),
      verdict(longest, GOAL),
    ];
  };
  print(
    `${scale.calls} calls that talk, for ${scale.look / 1_000} s each`,
    ['', 'packets', 'p99.9 between two', 'longest', 'goal', ''],
    [row('nobody sends a file', quiet), row(`${busy.answered} of ${sent} files answered meanwhile`, busy)],
  );
};
