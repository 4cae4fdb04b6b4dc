import { html } from 'lit';
import type { CapView, OperatorState } from '../operator-state.ts';
import type { BoardWords } from './board-words.ts';
import { nameCap, namePlace, nameSpent } from './place-words.ts';

/** A part of the page that is a table; a wide one can be scrolled by keyboard. */
const drawTable = (name: string, heads: readonly string[], rows: unknown) => html`
  <div class="scroll" role="region" aria-label=${name} tabindex="0">
    <table>
      <thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
      <tbody>${rows}</tbody>
    </table>
  </div>`;

/** The conversations that hold memory. */
export const drawAwake = (words: BoardWords, { awake, conversations }: OperatorState) => {
  if (awake.length === 0) return html`<p>${words['awake.none']}</p>`;
  const rows = awake.map(
    ({ place, state, waiting }) =>
      html`<tr><td>${namePlace(words, place)}</td><td>${words.states[state]}</td><td>${words.amounts.count(waiting)}</td></tr>`,
  );
  const more = conversations - awake.length;
  const heads = [words['awake.where'], words['awake.state'], words['awake.waiting']];
  return html`${drawTable(words['awake.label'], heads, rows)}
    ${more > 0 ? html`<p>${words['awake.more']({ more })}</p>` : ''}`;
};

const drawCap = (words: BoardWords, cap: CapView) => {
  const { spent, limit, until } = cap;
  const share = Math.min(1, spent / limit);
  const name = nameCap(words, cap);
  const [of, all] = [nameSpent(words, cap, spent), nameSpent(words, cap, limit)];
  return html`<tr>
    <td>${name}</td>
    <td>${words['caps.spent-of']({ spent: of, limit: all })}</td>
    <td><meter min="0" max="1" high="0.8" value=${share} aria-label=${words['caps.meter']({ name })}></meter> ${words.amounts.share(spent / limit)}</td>
    <td>${words.amounts.dateTime(until)}</td>
  </tr>`;
};

/** The caps of the process, and those of servers and channels of which most is spent. */
export const drawCaps = (words: BoardWords, { caps, near }: OperatorState) => {
  if (!caps) return html`<p>${words['caps.unknown']}</p>`;
  const all = [...caps, ...near];
  if (all.length === 0) return html`<p>${words['caps.none']}</p>`;
  const heads = [words['caps.what'], words['caps.spent'], words['caps.share'], words['caps.again']];
  return drawTable(
    words['caps.label'],
    heads,
    all.map((cap) => drawCap(words, cap)),
  );
};

/** What was warned of in the log. Events and levels are the log's own words, by which an operator finds the lines there. */
export const drawWarnings = (words: BoardWords, { warnings }: OperatorState) => {
  if (warnings.length === 0) return html`<p>${words['warnings.none']}</p>`;
  const { count: write, time } = words.amounts;
  const rows = warnings.map(
    ({ event, level, count, at }) =>
      html`<tr><td lang="en"><code>${event}</code></td><td lang="en">${level}</td><td>${write(count)}</td><td>${time(at)}</td></tr>`,
  );
  const heads = [words['warnings.event'], words['warnings.level'], words['warnings.count'], words['warnings.last']];
  return drawTable(words['warnings.label'], heads, rows);
};
