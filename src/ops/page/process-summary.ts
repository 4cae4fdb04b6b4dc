import { html, nothing } from 'lit';
import type { OperatorState } from '../operator-state.ts';
import type { Board } from './board.ts';
import { formatCount, formatDateTime, formatDollars, formatMegabytes, formatTook } from './page-words.ts';

const TROUBLES: Record<string, string> = {
  discord: 'not connected to Discord',
  spare: 'other processes have all shards, and it takes over when one is free',
  commands: 'commands aren’t registered yet',
  store: 'the store doesn’t work',
  gemini: 'Gemini refuses connections',
  stopping: 'it’s being drained',
};

/** What the process is up to, in a few words. */
const describeLink = ({ link, state }: Board): string => {
  if (link === 'ended') return 'This process has ended.';
  if (link === 'lost') return 'This process can’t be reached. Trying again…';
  if (!state) return 'Loading…';
  const { ready, troubles, gemini } = state.readiness;
  if (troubles.length === 0) return 'Ready.';
  const named = troubles.map((trouble) => TROUBLES[trouble] ?? trouble).join('; ');
  return `${ready ? 'Ready, but' : 'Not ready:'} ${named}${gemini === undefined ? '' : ` (${gemini})`}.`;
};

/** How the process is. It's read aloud only when it changes. */
export const drawStatus = (board: Board) => {
  const isWell = board.link === 'live' && board.state?.readiness.troubles.length === 0;
  return html`<p class="status ${isWell ? 'well' : 'amiss'}" role="status" id="status">${describeLink(board)}</p>`;
};

/** Each number that is shown: its name and its text. */
const listNumbers = (state: OperatorState): [name: string, value: string][] => {
  const { sample, store, totals } = state;
  return [
    ['Open sessions', `${formatCount(sample.sessions)} of ${formatCount(state.mostSessions)}`],
    ['Conversations awake', formatCount(state.conversations)],
    ['Turns waiting', formatCount(sample.waiting)],
    ['Calls', `${formatCount(sample.calls)}${state.takesCalls ? '' : ' (no new ones)'}`],
    ['Turns in the last minute', formatCount(sample.turns)],
    ['Turns since the start', `${formatCount(totals.turns)}, ${formatCount(totals.failed)} failed`],
    ['First piece, p50 / p95', `${formatTook(sample.first50)} / ${formatTook(sample.first95)}`],
    ['Whole turn, p50 / p95', `${formatTook(sample.whole50)} / ${formatTook(sample.whole95)}`],
    ['Tokens since the start', formatCount(totals.tokens)],
    ['Web searches since the start', formatCount(totals.searches)],
    ['Dollars since the start', formatDollars(totals.dollars)],
    ['Store', `${store.is}, ${formatCount(store.queued)} waiting, ${formatCount(store.lost)} lost`],
    ['Memory', formatMegabytes(state.memory)],
    ['Voice processes', formatCount(state.voiceProcesses)],
    ['Running since', formatDateTime(state.since)],
  ];
};

/** The numbers of this moment. */
export const drawNumbers = (state: OperatorState) => html`
  <dl class="numbers" id="numbers">
    ${listNumbers(state).map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}
  </dl>`;

/** The gateway connections of the process. */
export const drawShards = ({ shards }: OperatorState) =>
  shards.length === 0
    ? html`<p>None yet.</p>`
    : html`<ul class="shards" id="shards">
        ${shards.map(({ id, state, ping }) => html`<li>Shard ${id}: ${state}${ping === undefined ? nothing : `, ${formatTook(ping)}`}</li>`)}
      </ul>`;
