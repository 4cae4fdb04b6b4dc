import type { Discord } from '../../world/discord/discord.ts';
import type { RestRequest } from '../../world/discord/rest.ts';
import type { Question } from './question.ts';
import type { Rival } from './rival.ts';
import { brief } from './words.ts';

type Scene = { from: number; to: number; questions: readonly Question[]; rivals: readonly Rival[]; discord: Discord };

/** What happened in a time, line by line, as far as the world still knows it. */
export const trace = ({ from, to, questions, rivals, discord }: Scene): string[] => {
  const asked = questions.flatMap(({ number, at, asking, channel, generations }) => [
    { at, what: `question ${number} is asked by ${asking.way} in ${channel} ${JSON.stringify(asking.manner)}` },
    ...generations.map((one) => ({ at: one.at, what: `${one.by} asks the model: q${number}g${one.number}` })),
  ]);
  const struck = rivals.flatMap(({ name, wounds }) =>
    wounds.flatMap((wound) => [
      { at: wound.from, what: `${name}: ${wound.is}` },
      ...(wound.is === 'pause' ? [{ at: wound.to, what: `${name} goes on` }] : []),
    ]),
  );
  const born = rivals.map(({ name, readyAt }) => ({ at: readyAt, what: `${name} is ready` }));
  const logged = rivals.flatMap(({ log }) => log);
  const sent = discord.requests.filter(isWord).map((one) => ({ at: one.at, what: told(one) }));
  return [...asked, ...struck, ...born, ...logged, ...sent]
    .filter(({ at }) => from <= at && at < to)
    .toSorted((one, other) => one.at - other.at)
    .map(({ at, what }) => `${String(at - from).padStart(6)} ${what}`);
};

const isWord = ({ method, path }: RestRequest): boolean => method !== 'GET' && /messages|callback/.test(path);

const told = ({ via, method, path, body, status }: RestRequest): string => {
  const short = path.replace(/[\w-]{60,}/, '…');
  const text = brief(JSON.stringify(body ?? {}));
  return `${via} ${method} ${short} ${status ?? 'under way'} ${text}`;
};
