import { systemClock } from '../../src/base/clock.ts';
import { decodePicture } from '../../src/media/decoding/picture.ts';
import { decodeSound } from '../../src/media/decoding/recording-file.ts';
import { ALL } from '../../test/media/wants.ts';
import { median, ms, SPREAD, spread, verdict } from '../figures.ts';
import { print } from '../table.ts';
import { Asking } from './asking.ts';
import { makeDocument, makeNote, makePhoto, makeScreenshot } from './files.ts';

/** Goals in milliseconds, for medians: a photo of 12 megapixels at the model, and a voice message of a minute decoded. */
const GOAL = { picture: 150, note: 100 };

/** Bytes of memory that may be left once the media process has ended. */
const LEFT = 3e6;

/** Rounds before those that count: the first one starts the process, the others are compiled. */
const WARM_UP = 3;

const repeat = async <T>(rounds: number, once: () => Promise<T>): Promise<T[]> => {
  const all: T[] = [];
  for (let round = 0; round < rounds; round += 1) all.push(await once());
  return all;
};

/** Milliseconds of processor time of this process that something takes: it says more than the clock where others work, too. */
const countProcessor = async (work: () => Promise<unknown>): Promise<number> => {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
};

const HEAD = ['', ...SPREAD, 'goal', ''];
const row = (what: string, values: readonly number[], goal?: number): string[] => [
  what,
  ...spread(values),
  ...(goal === undefined ? ['', ''] : [ms(goal), verdict(median(values), goal)]),
];
const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;

/**
 * Prints how long pictures take from the message to the model, and what memory is
 * left `linger` milliseconds later, when the media process has ended.
 */
export const picture = async ({ rounds, linger }: { rounds: number; linger: number }): Promise<void> => {
  const [photo, screenshot] = await Promise.all([makePhoto(), makeScreenshot()]);
  await using asking = await Asking.open();
  // As many questions as there will be pictures, because a longer conversation takes memory of its own.
  await repeat(2 * rounds, () => asking.chat());
  const rested = await asking.settle();
  const cold = await asking.show(photo);
  await repeat(WARM_UP, () => asking.show(photo));
  const photos = await repeat(rounds, () => asking.show(photo));
  const screenshots = await repeat(rounds, () => asking.show(screenshot));
  const busy = await asking.measure();
  await systemClock.sleep(linger);
  const after = await asking.measure();
  const settled = await asking.settle();
  const alone = await repeat(rounds, () => countProcessor(() => decodePicture(photo.content, ALL)));
  print('Pictures of 12 megapixels, from the message to the model (goal: the median)', HEAD, [
    row('the first photo, which starts the media process', [cold]),
    row('photo (JPEG)', photos, GOAL.picture),
    row('screenshot (PNG)', screenshots),
    row('processor time that decoding the photo takes by itself', alone),
  ]);
  const grown = settled.resident - rested.resident;
  print(
    'Memory, all processes',
    ['', 'resident', 'goal', ''],
    [
      ['before the first picture, without garbage', megabytes(rested.resident), '', ''],
      ['after the last one', megabytes(busy.resident), '', ''],
      ['of that the media process', megabytes(busy.children.reduce((sum, one) => sum + one, 0)), '', ''],
      ['once the media process has ended', megabytes(after.resident), '', ''],
      ['and without garbage', megabytes(settled.resident), '', ''],
      ['what is left', megabytes(grown), megabytes(LEFT), verdict(grown, LEFT)],
    ],
  );
};

/** Prints how long voice messages take until the model can hear them. */
export const note = async ({ rounds, seconds }: { rounds: number; seconds: number }): Promise<void> => {
  const sound = await makeNote(seconds);
  await using asking = await Asking.open();
  await repeat(WARM_UP, () => asking.speak(sound, seconds));
  const heard = await repeat(rounds, () => asking.speak(sound, seconds));
  const alone = await repeat(rounds, () => countProcessor(() => decodeSound(sound, 'ogg', ALL)));
  print(`A voice message of ${seconds} s (goal: the median)`, HEAD, [
    row(
      'all of it decoded, and the model begins to hear it',
      heard.map(({ begun }) => begun),
      GOAL.note,
    ),
    row(
      'the model has heard all of it',
      heard.map(({ whole }) => whole),
    ),
    row('processor time that decoding takes by itself', alone),
  ]);
};

/** Prints how long a document takes whose second page is scanned. */
export const pdf = async ({ rounds }: { rounds: number }): Promise<void> => {
  const document = makeDocument();
  await using asking = await Asking.open();
  await repeat(WARM_UP, () => asking.show(document));
  print('Documents, from the message to the model', HEAD, [
    row('one page of text and a scanned one', await repeat(rounds, () => asking.show(document))),
  ]);
};
