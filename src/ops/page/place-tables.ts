import { html } from 'lit';
import type { AwakeView, CapView, OperatorState } from '../operator-state.ts';
import { formatCapName, formatCount, formatDateTime, formatPlace, formatSpent, formatTime } from './page-words.ts';

/** A part of the page that is a table; a wide one can be scrolled by keyboard. */
const drawTable = (name: string, heads: readonly string[], rows: unknown) => html`
  <div class="scroll" role="region" aria-label=${name} tabindex="0">
    <table>
      <thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
      <tbody>${rows}</tbody>
    </table>
  </div>`;

const STATES: Record<AwakeView['state'], string> = {
  busy: 'answering',
  connected: 'connected',
  resting: 'not connected',
};

/** The conversations that hold memory. */
export const drawAwake = ({ awake, conversations }: OperatorState) => {
  if (awake.length === 0) return html`<p>No conversation is awake.</p>`;
  const rows = awake.map(
    ({ place, state, waiting }) =>
      html`<tr><td>${formatPlace(place)}</td><td>${STATES[state]}</td><td>${formatCount(waiting)}</td></tr>`,
  );
  const more = conversations - awake.length;
  return html`${drawTable('Table of awake conversations', ['Where', 'State', 'Waiting turns'], rows)}
    ${more > 0 ? html`<p>And ${formatCount(more)} more.</p>` : ''}`;
};

const drawCap = (cap: CapView) => {
  const { spent, limit, until } = cap;
  const share = Math.min(1, spent / limit);
  return html`<tr>
    <td>${formatCapName(cap)}</td>
    <td>${formatSpent(cap, spent)} of ${formatSpent(cap, limit)}</td>
    <td><meter min="0" max="1" high="0.8" value=${share} aria-label="Spent of ${formatCapName(cap)}"></meter> ${Math.floor((spent / limit) * 100)} %</td>
    <td>${formatDateTime(until)}</td>
  </tr>`;
};

/** The caps of the process, and those of servers and channels of which most is spent. */
export const drawCaps = ({ caps, near }: OperatorState) => {
  if (!caps) return html`<p>What is spent isn’t known, because the store can’t be asked.</p>`;
  const all = [...caps, ...near];
  if (all.length === 0) return html`<p>Nothing limits this process, and no server or channel is near a cap.</p>`;
  return drawTable('Table of caps', ['Of what', 'Spent', 'Share', 'Begins again'], all.map(drawCap));
};

/** What was warned of in the log. */
export const drawWarnings = ({ warnings }: OperatorState) => {
  if (warnings.length === 0) return html`<p>Nothing was warned of since the start.</p>`;
  const rows = warnings.map(
    ({ event, level, count, at }) =>
      html`<tr><td><code>${event}</code></td><td>${level}</td><td>${formatCount(count)}</td><td>${formatTime(at)}</td></tr>`,
  );
  return drawTable('Table of warnings', ['Event', 'Level', 'How often', 'Last'], rows);
};
