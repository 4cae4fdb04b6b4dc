import { html } from 'lit';
import type { Readiness } from '../health.ts';
import type { OperatorState } from '../operator-state.ts';
import type { Board } from './board.ts';
import { type BoardWords, nameCode } from './board-words.ts';

/** What is wrong, and if it's Gemini, what the operator has to fix there. */
const nameTroubles = (words: BoardWords, { troubles, gemini: fault }: Readiness): string[] =>
  troubles.map((trouble) =>
    trouble === 'gemini' && fault ? words['status.fault']({ fault }) : nameCode(words.troubles, trouble),
  );

/** What the process is up to, in a few words. */
const describeLink = (words: BoardWords, { link, state }: Board): string => {
  if (link === 'ended') return words['status.ended'];
  if (link === 'lost') return words['status.lost'];
  if (!state) return words['page.loading'];
  const { ready, troubles } = state.readiness;
  if (troubles.length === 0) return words['status.ready'];
  return words[ready ? 'status.ready-but' : 'status.not-ready']({ troubles: nameTroubles(words, state.readiness) });
};

/** How the process is. It's read aloud only when it changes. */
export const drawStatus = (words: BoardWords, board: Board) => {
  const isWell = board.link === 'live' && board.state?.readiness.troubles.length === 0;
  return html`<p class="status ${isWell ? 'well' : 'amiss'}" role="status" id="status">${describeLink(words, board)}</p>`;
};

/** Each number that is shown: its name and its text. */
const listNumbers = (words: BoardWords, state: OperatorState): [name: string, value: string][] => {
  const { sample, store, totals } = state;
  const { count, took, dollars, megabytes, dateTime } = words.amounts;
  const { calls, sessions: open } = sample;
  const { is, queued, lost } = store;
  return [
    [words['number.sessions'], words['number.sessions-of']({ open, most: state.mostSessions })],
    [words['number.awake'], count(state.conversations)],
    [words['number.waiting'], count(sample.waiting)],
    [words['number.calls'], state.takesCalls ? count(calls) : words['number.calls-refused']({ calls })],
    [words['number.turns'], count(sample.turns)],
    [words['number.all-turns'], words['number.turns-failed'](totals)],
    [words['number.first'], `${took(sample.first50)} / ${took(sample.first95)}`],
    [words['number.whole'], `${took(sample.whole50)} / ${took(sample.whole95)}`],
    [words['number.tokens'], count(totals.tokens)],
    [words['number.searches'], count(totals.searches)],
    [words['number.dollars'], dollars(totals.dollars)],
    [words['number.store'], words['number.store-is']({ is: nameCode(words.stores, is), queued, lost })],
    [words['number.memory'], megabytes(state.memory)],
    [words['number.voices'], count(state.voiceProcesses)],
    [words['number.since'], dateTime(state.since)],
  ];
};

/** The numbers of this moment. */
export const drawNumbers = (words: BoardWords, state: OperatorState) => html`
  <dl class="numbers" id="numbers">
    ${listNumbers(words, state).map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}
  </dl>`;

/** The gateway connections of the process. */
export const drawShards = (words: BoardWords, { shards }: OperatorState) => {
  if (shards.length === 0) return html`<p>${words['shards.none']}</p>`;
  const describe = ({ id, state: code, ping }: OperatorState['shards'][number]): string => {
    const state = nameCode(words.shards, code);
    if (ping === undefined) return words['shards.line']({ id, state });
    return words['shards.ping']({ id, state, ping: words.amounts.took(ping) });
  };
  return html`<ul class="shards" id="shards">${shards.map((shard) => html`<li>${describe(shard)}</li>`)}</ul>`;
};
