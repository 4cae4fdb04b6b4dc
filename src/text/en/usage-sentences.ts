import { formatChannel, formatMoment, formatPerson } from '../intl.ts';
import { date, dollars, number, plural } from './grammar.ts';

/** Money in dollars, as people read it. What is less than a cent isn't nothing. */
const money = (amount: number): string =>
  amount > 0 && amount < 0.01 ? `less than ${dollars(0.01)}` : dollars(amount);

/** What was spent: `estimated` says that a part of it is a guess. */
type UsageCost = { dollars: number; turns: number; estimated: boolean };

const tellCost = ({ dollars, turns, estimated }: UsageCost): string => {
  const cost = `${estimated ? '≈ ' : ''}${money(dollars)}`;
  // Not everything that costs something is a question.
  return turns === 0 && dollars > 0
    ? cost
    : `${cost} for ${plural(turns, { one: `${number(turns)} question`, other: `${number(turns)} questions` })}`;
};

const SCOPES = { server: 'this server', channel: 'this channel', member: 'you' };

/** What a limit leaves, and when all of it is there again, in milliseconds since the epoch. */
type LimitRest = { scope: keyof typeof SCOPES; left: number; limit: number; until: number };

/** What `/usage` says. */
export const usageSentences = {
  'button.usage-picture': 'Picture',
  'button.usage-csv': 'Spreadsheet (CSV)',

  'usage.own': 'What your questions have cost here:',
  'usage.server': 'What Parley has cost in this server:',
  'part.usage-today': (today: UsageCost) => `- Today: ${tellCost(today)}`,
  'part.usage-month': (month: UsageCost) => `- This month: ${tellCost(month)}`,
  'part.usage-decisions': ({ count, dollars }: { count: number; dollars: number }) =>
    `- of that, deciding whether I was meant: ${money(dollars)} for ${plural(count, { one: `${number(count)} sentence`, other: `${number(count)} sentences` })} in calls`,
  'part.usage-searches': ({ count }: { count: number }) =>
    `- with ${plural(count, { one: 'one web search', other: `${number(count)} web searches` })} in it`,
  'part.usage-recaps': ({ count }: { count: number }) =>
    `- with ${plural(count, { one: 'one recap', other: `${number(count)} recaps` })} in it`,
  'usage.members': 'By member, this month:',
  'usage.channels': 'By channel, this month:',
  'part.usage-member': ({ id, ...all }: UsageCost & { id: string }) => `- ${formatPerson(id)}: ${tellCost(all)}`,
  'part.usage-channel': ({ id, ...all }: UsageCost & { id: string }) => `- ${formatChannel(id)}: ${tellCost(all)}`,
  'part.usage-parley': ({ dollars, estimated }: UsageCost) =>
    `- my own notes and greetings: ${estimated ? '≈ ' : ''}${money(dollars)}`,
  'part.usage-proxies': (all: UsageCost) => `- messages of bots that speak for people: ${tellCost(all)}`,
  'part.usage-gone': (all: UsageCost) => `- people whose data was deleted: ${tellCost(all)}`,
  'part.usage-more': ({ count, dollars }: { count: number; dollars: number }) =>
    `- ${plural(count, { one: 'one more', other: `${number(count)} more` })}: ${money(dollars)}`,
  'usage.left': 'What the limits leave:',
  'part.usage-left-dollars': ({ scope, left, limit, until }: LimitRest) =>
    `- for ${SCOPES[scope]}: ${money(left)} of ${money(limit)}; all of it again at ${formatMoment(until)}`,
  'part.usage-left-tokens': ({ scope, left, limit, until }: LimitRest) =>
    `- for ${SCOPES[scope]}: ${number(left)} of ${number(limit)} tokens; all of them again at ${formatMoment(until)}`,
  'part.usage-days': '-# Days and months begin at midnight UTC.',
  'part.usage-days-estimated':
    '-# Days and months begin at midnight UTC. ≈ marks an estimate: Google doesn’t say what every token is. An answer that isn’t over, or that a restart cut off, counts as the most it can cost.',
  'usage.file-me': ({ days }: { days: number }) =>
    `What your questions have cost here on the last ${number(days)} days, by channel and kind of token.`,
  'usage.file-server': ({ days }: { days: number }) =>
    `What everyone’s questions have cost here on the last ${number(days)} days, by channel, member and kind of token.`,
  'usage.not-allowed': 'You need Manage Server to see what everyone has spent. Choose “me” to see your own usage.',
  'usage.picture':
    'The last 30 days, in dollars a day. 1: what I heard, 2: what I read, 3: pictures, 4: what I said, 5: what I wrote, 6: thinking, 7: searches.',
  'usage.picture-description': ({
    days,
    total,
    most,
    on,
  }: {
    days: number;
    total: number;
    most: number;
    on: number;
  }) =>
    most > 0
      ? `A bar for each of ${number(days)} days: ${money(total)} in all. The most was ${money(most)} on ${date(on)}.`
      : `A bar for each of ${number(days)} days. Nothing was spent.`,
};
