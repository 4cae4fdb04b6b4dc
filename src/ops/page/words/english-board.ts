import type { OperatorFault } from '../../../base/events.ts';
import { englishFormats, englishTurns } from './english-turns.ts';

const { amounts, plural } = englishFormats;
const { count } = amounts;

/** What only the operator can fix at Google, after a colon. */
const FAULTS: Record<OperatorFault, string> = {
  credits: 'the prepaid credits are used up',
  cap: 'the spending cap is reached',
  billing: 'billing is off or closed',
  region: 'it isn’t offered where Parley runs',
  key: 'the key is wrong or has expired',
  leaked: 'the key was found in public',
  blocked: 'the key or its project is blocked',
  restricted: 'the key may not be used from there or for Gemini',
  denied: 'no reason is given',
  model: 'there is no such model',
  closed: 'the model isn’t offered to you any more',
  address: 'the server at GEMINI_BASE_URL isn’t the Live API',
  setup: 'Parley’s setup doesn’t fit this model',
};

const PERIODS = { day: 'a day', month: 'a month' };

/** After how long a cap begins again. */
type Period = keyof typeof PERIODS;

/** Every word of the operator's page in English, which defines the list: the other languages have the same keys and take the same values. */
export const englishBoard = {
  amounts,
  ...englishTurns,

  'page.title': 'Parley: operator’s page',
  'page.loading': 'Loading…',
  'page.script': 'This page needs JavaScript.',
  'page.closed':
    'The operator’s page isn’t served here, because others than this machine could reach it without a password. Set OPERATOR_PASSWORD or OPERATOR_TOKEN, or set HTTP_HOST to 127.0.0.1, and start Parley again.',

  'login.title': 'Log in to Parley',
  'login.password': 'Operator’s password',
  'login.enter': 'Log in',
  'login.wrong': 'That password is wrong.',
  'login.late': ({ minutes }: { minutes: number }) =>
    `There were too many wrong passwords. Try again ${plural(minutes, { one: 'in a minute', other: `in ${count(minutes)} minutes` })}.`,

  'status.ended': 'This process has ended.',
  'status.lost': 'This process can’t be reached. Trying again…',
  'status.ready': 'Ready.',
  'status.ready-but': ({ troubles }: { troubles: readonly string[] }) => `Ready, but ${troubles.join('; ')}.`,
  'status.not-ready': ({ troubles }: { troubles: readonly string[] }) => `Not ready: ${troubles.join('; ')}.`,
  'status.fault': ({ fault }: { fault: OperatorFault }) => `Gemini refuses connections: ${FAULTS[fault]} (${fault})`,
  troubles: {
    discord: 'not connected to Discord',
    spare: 'other processes have all shards, and it takes over when one is free',
    commands: 'commands aren’t registered yet',
    store: 'the store doesn’t work',
    gemini: 'Gemini refuses connections',
    stopping: 'it’s being drained',
  },

  'control.refuse': 'Refuse new calls',
  'control.take': 'Take calls again',
  'control.drain': 'Drain this process…',
  'control.logout': 'Log out',
  'drain.title': 'Drain this process?',
  'drain.text':
    'It takes no more questions or calls, ends what runs, hands its conversations to the other processes, and ends. If nothing starts it again, and there’s no other, nobody gets an answer.',
  'drain.cancel': 'Cancel',
  'drain.drain': 'Drain it',

  'said.open': 'The turn is open.',
  'said.unreadable': 'This file can’t be read.',
  'said.taking': 'New calls are taken again.',
  'said.refusing': 'New calls are refused from now on.',
  'said.draining': 'This process is being drained.',
  'said.left': 'You’re logged out.',
  'said.unreachable': 'The process can’t be reached.',
  'said.refused': ({ status }: { status: number }) => `The process refused (${status}).`,
  refusals: {
    'old-page': 'This page is too old. Reload it, and try again.',
    starting: 'The process is still starting. Try again in a moment.',
    broke: 'The process couldn’t do that. Its log says why.',
  },

  'section.now': 'Now',
  'section.minutes': 'Last minutes',
  'section.awake': 'Conversations that are awake',
  'section.caps': 'Caps',
  'section.gateway': 'Gateway',
  'section.warnings': 'Warnings',
  'section.turns': 'Turns',
  'section.line': 'Time line of one turn',

  'number.sessions': 'Open sessions',
  'number.sessions-of': ({ open, most }: { open: number; most: number }) => `${count(open)} of ${count(most)}`,
  'number.awake': 'Conversations awake',
  'number.waiting': 'Turns waiting',
  'number.calls': 'Calls',
  'number.calls-refused': ({ calls }: { calls: number }) => `${count(calls)} (no new ones)`,
  'number.turns': 'Turns in the last minute',
  'number.all-turns': 'Turns since the start',
  'number.turns-failed': ({ turns, failed }: { turns: number; failed: number }) =>
    `${count(turns)}, ${count(failed)} failed`,
  'number.first': 'First piece, p50 / p95',
  'number.whole': 'Whole turn, p50 / p95',
  'number.tokens': 'Tokens since the start',
  'number.searches': 'Web searches since the start',
  'number.dollars': 'Dollars since the start',
  'number.store': 'Store',
  'number.store-is': ({ is, queued, lost }: { is: string; queued: number; lost: number }) =>
    `${is}, ${count(queued)} waiting, ${count(lost)} lost`,
  stores: { starting: 'starting', here: 'here', away: 'away', closed: 'closed' },
  'number.memory': 'Memory',
  'number.voices': 'Voice processes',
  'number.since': 'Running since',

  'chart.label': ({ title }: { title: string }) => `${title} over the last quarter of an hour, at most`,
  'chart.key': ({ name, value }: { name: string; value: string }) => `${name}: ${value}`,
  charts: {
    work: 'What is open',
    turns: 'Turns a minute',
    latency: 'Latency',
    tokens: 'Tokens a minute',
    dollars: 'Dollars a minute',
  },
  series: {
    sessions: 'sessions',
    calls: 'calls',
    waiting: 'waiting turns',
    turns: 'turns',
    first50: 'first piece, p50',
    first95: 'first piece, p95',
    whole50: 'whole, p50',
    whole95: 'whole, p95',
    tokens: 'tokens',
    dollars: 'dollars',
  },

  'place.direct': 'a direct message',
  'place.unknown': 'an unknown server',
  'place.channel': ({ server, channel }: { server: string; channel: string }) => `${server}, #${channel}`,
  'place.thread': ({ server, channel }: { server: string; channel: string }) => `${server}, a thread of #${channel}`,

  'awake.label': 'Table of awake conversations',
  'awake.none': 'No conversation is awake.',
  'awake.more': ({ more }: { more: number }) => `And ${count(more)} more.`,
  'awake.where': 'Where',
  'awake.state': 'State',
  'awake.waiting': 'Waiting turns',
  states: { busy: 'answering', connected: 'connected', resting: 'not connected' },

  'caps.label': 'Table of caps',
  'caps.unknown': 'What is spent isn’t known, because the store can’t be asked.',
  'caps.none': 'Nothing limits this process, and no server or channel is near a cap.',
  'caps.what': 'Of what',
  'caps.spent': 'Spent',
  'caps.share': 'Share',
  'caps.again': 'Begins again',
  'caps.process': ({ period }: { period: Period }) => `Everything, ${PERIODS[period]}`,
  'caps.server': ({ place, period }: { place: string; period: Period }) => `${place}, all channels, ${PERIODS[period]}`,
  'caps.channel': ({ place, period }: { place: string; period: Period }) => `${place}, ${PERIODS[period]}`,
  'caps.spent-of': ({ spent, limit }: { spent: string; limit: string }) => `${spent} of ${limit}`,
  'caps.tokens': ({ tokens }: { tokens: number }) =>
    plural(tokens, { one: `${count(tokens)} token`, other: `${count(tokens)} tokens` }),
  'caps.meter': ({ name }: { name: string }) => `Spent of ${name}`,

  'shards.none': 'None yet.',
  'shards.line': ({ id, state }: { id: number; state: string }) => `Shard ${id}: ${state}`,
  'shards.ping': ({ id, state, ping }: { id: number; state: string; ping: string }) => `Shard ${id}: ${state}, ${ping}`,
  shards: {
    ready: 'ready',
    connecting: 'connecting',
    reconnecting: 'reconnecting',
    idle: 'idle',
    nearly: 'nearly ready',
    disconnected: 'disconnected',
    waitingforguilds: 'waiting for servers',
    identifying: 'identifying',
    resuming: 'resuming',
  },

  'warnings.label': 'Table of warnings',
  'warnings.none': 'Nothing was warned of since the start.',
  'warnings.event': 'Event',
  'warnings.level': 'Level',
  'warnings.count': 'How often',
  'warnings.last': 'Last',
};
