import { type Case, caseOf } from './case.ts';
import type { Phase } from './catalogue.ts';
import { excused } from './excuse.ts';
import type { Ledger, Said } from './ledger.ts';
import { type Amnesia, amnesia, doubled } from './memory.ts';
import { rotationWaits } from './waits.ts';

const MINUTE = 60_000;

/** What became of what people said. Each `Case` is a fault of the client. */
export type Verdict = {
  said: number;
  answered: number;
  /** Answered as far as the model went: it ended the turn in mid sentence. */
  short: number;
  /** Silenced by people, or said to the model and answered together with the next speaker's words. */
  hushed: number;
  /** Ended with a sentence that the person could read, where they had to be told. */
  told: number;
  needless: Case[];
  lost: Case[];
  /** How many of the lost ones were cut short by a later question that was sent while their answer came. */
  overtaken: number;
  doubled: Case[];
  frames: { said: number; lost: number; cases: Case[] };
  amnesia: Amnesia;
  /** Milliseconds that questions waited at planned rotations; apart from them those where a dial failed meanwhile. */
  waits: { planned: number[]; troubled: number[] };
  rotations: number;
  dials: number;
  mostDialsInAMinute: number;
  restarts: number;
  /** Things that were said while the client closed a connection that nobody used. */
  leaving: number;
  /** Every blow that fell, and every time of bad weather, which has no phase. */
  strikes: { name: string; phase?: Phase }[];
  /** Blows whose moment did not come. */
  missed: number;
  unexpected: string[];
  left: number;
};

type Fate = 'answered' | 'short' | 'hushed' | 'told' | 'needless' | 'lost';

/** Judges a day from what really happened. */
export const judge = (ledger: Ledger): Verdict => {
  const fates = ledger.said.map((said) => ({ said, fate: fateOf(said, ledger) }));
  const count = (fate: Fate) => fates.filter((one) => one.fate === fate).length;
  const cases = (fate: Fate, what: (said: Said) => string) =>
    fates.filter((one) => one.fate === fate).map(({ said }) => caseOf(ledger, said, what(said)));
  return {
    said: ledger.said.length,
    answered: count('answered'),
    short: count('short'),
    hushed: count('hushed'),
    told: count('told'),
    needless: cases('needless', endingOf),
    lost: cases('lost', endingOf),
    overtaken: fates.filter(({ said, fate }) => fate === 'lost' && overtaken(said, ledger)).length,
    doubled: doubled(ledger),
    frames: framesLost(
      ledger,
      fates.flatMap(({ said, fate }) => (fate === 'told' || fate === 'needless' ? [] : said)),
    ),
    amnesia: amnesia(ledger),
    waits: rotationWaits(ledger),
    rotations: Math.max(0, ledger.links.length - 1),
    dials: ledger.dials.length,
    mostDialsInAMinute: mostDials(ledger),
    restarts: ledger.restarts.length,
    leaving: ledger.said.filter(({ at }) => leaving(ledger, at)).length,
    strikes: [
      ...ledger.strikes.map(({ trouble: { line, phase } }) => ({ name: line.name, phase })),
      ...ledger.spells.map(({ name }) => ({ name })),
    ],
    missed: ledger.missed.length,
    unexpected: ledger.unexpected,
    left: ledger.left,
  };
};

/** The most dials in a minute; what one process did, the next one cannot know. */
const mostDials = ({ dials, restarts }: Ledger): number => {
  const others = (from: number, until: number) =>
    restarts.some((restart) => restart.until > from && restart.until <= until);
  const within = (at: number) => dials.filter((other) => other >= at && other < at + MINUTE && !others(at, other));
  return Math.max(0, ...dials.map((at) => within(at).length));
};

const leaving = ({ links }: Ledger, at: number): boolean =>
  links.some(({ leftAt, endedAt = Number.POSITIVE_INFINITY }) => leftAt !== undefined && at >= leftAt && at < endedAt);

const fateOf = (said: Said, ledger: Ledger): Fate => {
  const { end, hushed, reply } = said;
  if (!end || end.is === 'silent') return 'lost';
  if (end.is === 'interrupted') return hushed || superseded(said, ledger) ? 'hushed' : 'lost';
  if (end.is === 'failed') return end.told === undefined ? 'lost' : excused(said, ledger) ? 'told' : 'needless';
  const sent = ledger.lastAttempt(said.saying.number)?.sent.trimStart();
  if (sent === undefined || reply?.text !== sent) return 'lost';
  return sent.endsWith(`Done ${said.saying.number}.`) ? 'answered' : cut(said, ledger) ? 'short' : 'lost';
};

/** Whether the model itself cut the answer short. */
const cut = ({ saying }: Said, { strikes }: Ledger): boolean =>
  strikes.some(({ number, trouble }) => number === saying.number && trouble.line.blow.is === 'short');

/** Whether somebody else began to speak before there was an answer: the model then answers both in one. */
const superseded = ({ saying, at, endedAt = at }: Said, { said }: Ledger): boolean =>
  saying.is === 'spoken' &&
  said.some(
    (other) => other.saying.is === 'spoken' && other.saying !== saying && other.at >= at && other.at <= endedAt,
  );

/** Whether the next question went out on the same connection before the answer can have been over. */
const overtaken = ({ saying }: Said, { attempts }: Ledger): boolean => {
  const index = attempts.findLastIndex(({ number }) => number === saying.number);
  const [mine, next] = attempts.slice(index, index + 2);
  return index >= 0 && mine?.connection === next?.connection && !mine?.sent.endsWith(`Done ${saying.number}.`);
};

const endingOf = ({ end, reply }: Said): string => {
  if (!end) return 'never ended';
  const text = reply?.text ? ` after "${reply.text.slice(0, 40)}"` : '';
  return `${end.is}${end.is === 'failed' ? `: ${end.told ?? 'without a word'}` : ''}${text}`;
};

/** Frames that the model did not hear of utterances that it answered, or that were said to it without an answer. */
const framesLost = (ledger: Ledger, all: Said[]): Verdict['frames'] => {
  const frames: Verdict['frames'] = { said: 0, lost: 0, cases: [] };
  for (const said of all) {
    const { saying, end } = said;
    if (saying.is !== 'spoken') continue;
    const count = saying.ms / 20;
    const answered = end?.is === 'complete' ? ledger.lastAttempt(saying.number)?.missing : undefined;
    const lost = Math.min(count, answered ?? ledger.heard.get(saying.number) ?? count);
    frames.said += count;
    frames.lost += lost;
    if (lost > 0) frames.cases.push(caseOf(ledger, said, `${lost} of ${count} frames were not heard`));
  }
  return frames;
};
