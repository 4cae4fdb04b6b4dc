import { random } from '../../world/discord/voice/path.ts';

/** What comes with a typed question: a text file of so many bytes, or a picture. */
export type EveningFile = { is: 'text'; bytes: number } | { is: 'picture' };

/** Something that is said. `at` is in milliseconds from the beginning of the evening. */
export type Saying = { number: number; at: number; person: string } & (
  | { is: 'typed'; channel: string; words: number; file?: EveningFile }
  | { is: 'spoken'; ms: number; to: 'Parley' | 'people' }
);

/** How much happens: questions that are typed, files with them, and what is said in the call to Parley and to each other. */
export type EveningSize = {
  people: number;
  typed: number;
  files: number;
  addressed: number;
  chatter: number;
  callMs: number;
};

const MINUTE = 60_000;

/** Four hours of a server of twenty people, two of them with a call. */
export const EVENING: EveningSize = {
  people: 20,
  typed: 120,
  files: 15,
  addressed: 40,
  chatter: 400,
  callMs: 120 * MINUTE,
};

/** A small evening, which shows that everything runs. */
export const QUICK: EveningSize = { people: 4, typed: 6, files: 2, addressed: 3, chatter: 8, callMs: 8 * MINUTE };

/** Where people type: the first channel has the most of it. */
const CHANNELS = ['general', 'general', 'general', 'coding', 'coding', 'games'];

/** How many people come to the call. */
const CALLERS = 5;

/** The least time between two people's speech in the call: an answer may be said in between. */
const PAUSE = 600;

/** An evening of the same server each time: the same people say the same things at the same moments. */
export const makeEvening = (size: EveningSize): Saying[] => {
  const next = random(20);
  const pick = (least: number, most: number) => Math.round(least + next() * (most - least));
  const name = (most: number) => `Member ${1 + Math.floor(next() * most)}`;
  const evening = 2 * size.callMs;
  const typed = Array.from({ length: size.typed }, (_, n): Omit<Saying & { is: 'typed' }, 'number'> => {
    const every = Math.ceil(size.typed / Math.max(1, size.files));
    return {
      is: 'typed',
      at: pick(0, evening),
      person: name(size.people),
      channel: CHANNELS[Math.floor(next() * CHANNELS.length)] ?? 'general',
      words: pick(6, 30),
      ...(n % every === 0 && {
        file: n % (2 * every) === 0 ? { is: 'text', bytes: pick(1_000, 9_000) } : { is: 'picture' },
      }),
    };
  });
  const spoken = makeCall(size, pick, name);
  return [...typed, ...spoken]
    .toSorted((one, other) => one.at - other.at)
    .map((saying, number) => ({ ...saying, number: number + 1 }));
};

type Pick = (least: number, most: number) => number;

/** The call is in the middle of the evening. Nobody begins before the one before them has ended. */
const makeCall = ({ addressed, chatter, callMs }: EveningSize, pick: Pick, name: (most: number) => string) => {
  const count = addressed + chatter;
  const every = Math.max(1, Math.round(count / Math.max(1, addressed)));
  const slot = callMs / Math.max(1, count);
  let free = callMs / 2;
  return Array.from({ length: count }, (_, n): Omit<Saying & { is: 'spoken' }, 'number'> => {
    const to = n % every === 0 && n / every < addressed ? 'Parley' : 'people';
    const ms = 100 * (to === 'Parley' ? pick(25, 80) : pick(12, 60));
    const at = Math.max(free, callMs / 2 + n * slot + pick(0, Math.floor(slot / 2)));
    free = at + ms + PAUSE;
    return { is: 'spoken', at, person: name(CALLERS), ms, to };
  });
};
