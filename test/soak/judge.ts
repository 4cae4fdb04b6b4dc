import { type Case, caseOf } from './case.ts';
import { excused } from './excuse.ts';
import type { Attempt, Ledger, Said, Strike } from './ledger.ts';
import { rotationWaits } from './waits.ts';

/** How many of the turns before it a session must know when it answers. */
const KNOWN = 5;

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
  amnesia: { noticed: number; unnoticed: Case[] };
  /** Milliseconds that questions waited at planned rotations; apart from them those where a dial failed meanwhile. */
  waits: { planned: number[]; troubled: number[] };
  rotations: number;
  dials: number;
  mostDialsInAMinute: number;
  strikes: number;
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
    mostDialsInAMinute: Math.max(
      0,
      ...ledger.dials.map((at) => ledger.dials.filter((n) => n >= at && n < at + MINUTE).length),
    ),
    strikes: ledger.strikes.length,
    unexpected: ledger.unexpected,
    left: ledger.left,
  };
};

const lastAttempt = ({ attempts }: Ledger, number: number): Attempt | undefined =>
  attempts.findLast((attempt) => attempt.number === number);

const fateOf = (said: Said, ledger: Ledger): Fate => {
  const { end, hushed, reply } = said;
  if (!end || end.is === 'silent') return 'lost';
  if (end.is === 'interrupted') return hushed || superseded(said, ledger) ? 'hushed' : 'lost';
  if (end.is === 'failed') return end.told === undefined ? 'lost' : excused(said, ledger) ? 'told' : 'needless';
  const sent = lastAttempt(ledger, said.saying.number)?.sent.trimStart();
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

/** Questions that a session remembers twice. */
const doubled = (ledger: Ledger): Case[] => {
  const found = new Set<number>();
  const cases: Case[] = [];
  for (const { remembered, number, connection } of ledger.attempts)
    for (const [index, one] of remembered.entries()) {
      if (remembered.indexOf(one) === index || found.has(one)) continue;
      found.add(one);
      const said = ledger.said.find(({ saying }) => saying.number === one);
      if (said)
        cases.push(caseOf(ledger, said, `remembered twice when #${number} was asked, on connection ${connection}`));
    }
  return cases;
};

/** Frames that the model did not hear of utterances that it answered, or that were said to it without an answer. */
const framesLost = (ledger: Ledger, all: Said[]): Verdict['frames'] => {
  const frames: Verdict['frames'] = { said: 0, lost: 0, cases: [] };
  for (const said of all) {
    const { saying, end } = said;
    if (saying.is !== 'spoken') continue;
    const count = saying.ms / 20;
    const answered = end?.is === 'complete' ? lastAttempt(ledger, saying.number)?.missing : undefined;
    const lost = Math.min(count, answered ?? ledger.heard.get(saying.number) ?? count);
    frames.said += count;
    frames.lost += lost;
    if (lost > 0) frames.cases.push(caseOf(ledger, said, `${lost} of ${count} frames were not heard`));
  }
  return frames;
};

/**
 * Answers of a session that did not know what was said just before. A memory that vanishes at Google shows only in the
 * token count of the first answer after it, so that one may be forgetful, if the next one is not.
 */
const amnesia = (ledger: Ledger): Verdict['amnesia'] => {
  const found: Verdict['amnesia'] = { noticed: 0, unnoticed: [] };
  let knewAt = 0;
  let pardoned: Strike | undefined;
  for (const { said, attempt } of delivered(ledger)) {
    const forgotten = expected(ledger, attempt).filter((number) => !attempt.remembered.includes(number));
    if (forgotten.length === 0) {
      knewAt = attempt.at;
      continue;
    }
    const wiped = ledger.strikes.findLast(
      ({ at, trouble }) => trouble.line.blow.is === 'wipe' && at >= knewAt && at <= attempt.at,
    );
    if (wiped && wiped !== pardoned) {
      pardoned = wiped;
      found.noticed++;
    } else
      found.unnoticed.push(
        caseOf(ledger, said, `the session did not know ${forgotten.map((one) => `#${one}`).join(', ')}`),
      );
  }
  return found;
};

/** Every answer that a person got whole, with the attempt that brought it, in order. */
const delivered = (ledger: Ledger): { said: Said; attempt: Attempt }[] =>
  ledger.said
    .flatMap((said) => {
      const attempt = said.end?.is === 'complete' && lastAttempt(ledger, said.saying.number);
      return attempt ? [{ said, attempt }] : [];
    })
    .sort((one, other) => one.attempt.at - other.attempt.at);

/** What a session must know when it is asked: the newest turns that were answered by then. */
const expected = ({ said }: Ledger, { at }: Attempt): number[] =>
  said
    .filter(({ end, endedAt = Number.POSITIVE_INFINITY }) => end?.is === 'complete' && endedAt <= at)
    .sort((one, other) => (one.endedAt ?? 0) - (other.endedAt ?? 0))
    .slice(-KNOWN)
    .map(({ saying }) => saying.number);
