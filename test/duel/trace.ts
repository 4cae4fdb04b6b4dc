import type { Discord } from '../../world/discord/discord.ts';
import type { RestRequest } from '../../world/discord/rest.ts';
import type { Question } from './question.ts';
import type { Rival } from './rival.ts';
import { brief } from './words.ts';

type Scene = {
  from: number;
  to: number;
  questions: readonly Question[];
  rivals: readonly Rival[];
  discord: Discord;
  /** Without it, everything that was sent is told. */
  of?: Question;
};

/** So many of the questions are told that a model knows when it's asked. */
const KNOWN = 8;

/** What happened in a time, line by line, as far as the world still knows it. */
export const trace = ({ from, to, questions, rivals, discord, of }: Scene): string[] => {
  const asked = questions.flatMap(({ number, at, asking, channel, generations }) => [
    { at, what: `question ${number} is asked by ${asking.way} in ${channel} ${JSON.stringify(asking.manner)}` },
    ...generations.map((one) => ({
      at: one.at,
      what: `${one.by} asks the model: q${number}g${one.number}, which knows ${one.known.slice(-KNOWN).join(' ')}`,
    })),
  ]);
  const struck = rivals.flatMap(({ name, wounds }) =>
    wounds.flatMap((wound) => [
      { at: wound.from, what: `${name}: ${wound.is}` },
      ...(wound.is === 'pause' ? [{ at: wound.to, what: `${name} goes on` }] : []),
    ]),
  );
  const born = rivals.map(({ name, readyAt }) => ({ at: readyAt, what: `${name} is ready` }));
  const logged = rivals.flatMap(({ log }) => log);
  const sent = discord.requests
    .filter((one) => isWord(one) && isOf(one, of))
    .map((one) => ({ at: one.at, what: told(one) }));
  return [...asked, ...struck, ...born, ...logged, ...sent]
    .filter(({ at }) => from <= at && at < to)
    .toSorted((one, other) => one.at - other.at)
    .map(({ at, what }) => `${String(at - from).padStart(6)} ${what}`);
};

/** Whether a request may belong to a question. */
const isOf = ({ path, body }: RestRequest, question: Question | undefined): boolean =>
  !question ||
  path.startsWith(`/channels/${question.channel.id}/`) ||
  (question.reply !== undefined && path.includes(question.reply.id)) ||
  JSON.stringify(body ?? {}).includes(`q${question.number}g`);

const isWord = ({ method, path }: RestRequest): boolean => method !== 'GET' && /messages|callback/.test(path);

const told = ({ via, method, path, body, status }: RestRequest): string => {
  const short = path.replace(/[\w-]{60,}/, '…');
  const text = brief(JSON.stringify(body ?? {}));
  return `${via} ${method} ${short} ${status ?? 'under way'} ${text}`;
};
