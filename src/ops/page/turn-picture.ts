import { html, nothing, svg } from 'lit';
import type { LineMoment, TurnLine } from '../turn-lines.ts';
import { type BoardWords, nameCode } from './board-words.ts';
import { MOMENT_GROUPS } from './moment-groups.ts';
import { nameOutcome } from './turn-table.ts';

/** The measures of the drawing: its width, the part for names, the height of a row and of the axis, and the margin. */
const WIDTH = 900;
const NAMES = 290;
const ROW = 24;
const AXIS = 26;
const MARGIN = 70;

/** How many marks the axis has at most. */
const MOST_MARKS = 6;

const STEPS = [
  1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 30_000, 60_000, 120_000, 300_000,
];

/** Where the marks of an axis are that reaches so many milliseconds. */
const listMarks = (length: number): number[] => {
  const step = STEPS.find((each) => length / each < MOST_MARKS) ?? length / MOST_MARKS;
  return Array.from({ length: Math.floor(length / step) + 1 }, (_, index) => index * step);
};

/** A moment in words. Its detail is a code that logs have, too, unless it's a number or how the turn ended. */
const nameMoment = (words: BoardWords, { what, detail }: LineMoment): string => {
  const name = words.moments[what];
  if (detail === undefined) return name;
  return words['line.detail']({ name, detail: what === 'ended' ? nameCode(words.outcomes, `${detail}`) : `${detail}` });
};

/** A square where something went wrong, and otherwise a circle, so that nobody needs to tell colours apart. */
const drawMark = (group: string, x: number, y: number) =>
  group === 'trouble'
    ? svg`<rect class="mark trouble" x=${x - 5} y=${y - 5} width="10" height="10"></rect>`
    : svg`<circle class="mark ${group}" cx=${x} cy=${y} r="5"></circle>`;

type Scale = (ms: number) => number;

const drawRow = (words: BoardWords, moments: readonly LineMoment[], index: number, scale: Scale) => {
  const moment = moments[index];
  if (!moment) return nothing;
  const { group, since } = MOMENT_GROUPS[moment.what];
  const y = AXIS + index * ROW + ROW / 2;
  const x = scale(moment.at);
  const begin = since && moments.slice(0, index).findLast(({ what }) => what === since);
  return svg`<g>
    <text class="name" x="0" y=${y + 4}>${nameMoment(words, moment)}</text>
    ${begin ? svg`<line class="span ${group}" x1=${scale(begin.at)} x2=${x} y1=${y} y2=${y}></line>` : nothing}
    ${drawMark(group, x, y)}
    <text class="time" x=${x + 10} y=${y + 4}>${words.amounts.took(moment.at)}</text>
  </g>`;
};

/**
 * One turn as a time line: a row for each moment, and a bar from what it's the end of. Time goes from left to right in every
 * language, as it does in the charts and in other tools that draw times; only names are written from the right where people read so.
 */
export const drawTurn = (words: BoardWords, turn: TurnLine) => {
  const { moments, lost } = turn;
  const { took } = words.amounts;
  const all = [...moments].sort((one, other) => one.at - other.at);
  const length = Math.max(1, all.at(-1)?.at ?? 1);
  const scale: Scale = (ms) => NAMES + (ms / length) * (WIDTH - NAMES - MARGIN);
  const height = AXIS + all.length * ROW;
  const outcome = nameOutcome(words, turn);
  const summary = words['line.summary']({ moments: all.length, took: took(length), outcome });
  const marks = listMarks(length).map(
    (ms) => svg`<line class="grid" x1=${scale(ms)} x2=${scale(ms)} y1=${AXIS - 6} y2=${height}></line>
      <text class="axis" x=${scale(ms)} y="14" text-anchor="middle">${ms === 0 ? '0' : took(ms)}</text>`,
  );
  return html`
    <div class="scroll" dir="ltr" role="region" aria-label=${words['line.drawn']} tabindex="0">
      <svg id="time-line" class="time-line" role="img" aria-label=${summary} viewBox="0 0 ${WIDTH} ${height}" width=${WIDTH} height=${height}>
        ${marks}${all.map((_, index) => drawRow(words, all, index, scale))}
      </svg>
    </div>
    ${lost === undefined ? nothing : html`<p>${words['line.lost']({ lost })}</p>`}
    <details><summary>${words['line.words']}</summary>
      <ol id="moments">${all.map((moment) => html`<li>${words['line.moment']({ took: took(moment.at), name: nameMoment(words, moment) })}</li>`)}</ol>
    </details>`;
};
