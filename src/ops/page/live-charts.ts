import { html } from 'lit';
import uPlot from 'uplot';
import type { PageAmounts } from '../../text/page-formats.ts';
import type { Sample } from '../operator-state.ts';
import type { BoardWords } from './board-words.ts';

/** A chart: its name, its lines, the least value that it reaches up to, and how its values are written. */
type ChartPlan = {
  id: keyof BoardWords['charts'];
  series: readonly (keyof BoardWords['series'])[];
  least: number;
  format: Format;
};

type Format = (amounts: PageAmounts, value: number | null) => string;

const asCount: Format = ({ count }, value) => count(value ?? 0);

const CHARTS: readonly ChartPlan[] = [
  { id: 'work', series: ['sessions', 'calls', 'waiting'], least: 2, format: asCount },
  { id: 'turns', series: ['turns'], least: 2, format: asCount },
  {
    id: 'latency',
    series: ['first50', 'first95', 'whole50', 'whole95'],
    least: 1_000,
    format: ({ took }, value) => took(value),
  },
  { id: 'tokens', series: ['tokens'], least: 2, format: asCount },
  { id: 'dollars', series: ['dollars'], least: 0.001, format: ({ dollars }, value) => dollars(value ?? 0) },
];

/** No line is told from another by its colour alone. */
const DASHES = [[], [8, 4], [2, 3], [10, 3, 2, 3]];

const HEIGHT = 160;

/** Where the charts go, and what they say in words. Their time goes from left to right in every language. */
export const drawChartFrames = (words: BoardWords, newest: Sample) => html`
  <div class="charts" id="charts">
    ${CHARTS.map(
      ({ id, series, format }) => html`<figure>
        <figcaption>${words.charts[id]}
          ${series.map((of, index) => html`<span class="key key-${index}"><svg viewBox="0 0 30 4" aria-hidden="true"><line x1="0" y1="2" x2="30" y2="2" stroke-dasharray=${DASHES[index]?.join(' ') || 'none'}></line></svg>${words['chart.key']({ name: words.series[of], value: format(words.amounts, newest[of]) })}</span>`)}
        </figcaption>
        <div class="chart" dir="ltr" data-chart=${id} role="img" aria-label=${words['chart.label']({ title: words.charts[id] })}></div>
      </figure>`,
    )}
  </div>`;

const readColor = (name: string): string => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** How wide the values beside a chart are, in pixels: some currencies have a longer sign. */
const measureValues = (values: readonly string[] | null): number =>
  Math.max(70, 14 + 7 * Math.max(0, ...(values ?? []).map(({ length }) => length)));

const makeOptions = (
  { amounts, series: names }: BoardWords,
  { series, least: lowest, format }: ChartPlan,
  width: number,
): uPlot.Options => {
  const ink = readColor('--ink');
  const axis = { stroke: ink, grid: { stroke: readColor('--grid'), width: 1 }, ticks: { show: false } };
  return {
    width,
    height: HEIGHT,
    legend: { show: false },
    cursor: { show: false },
    axes: [
      { ...axis, space: 90, values: '{HH}:{mm}:{ss}' },
      {
        ...axis,
        size: (_, values) => measureValues(values),
        values: (_, splits) => splits.map((one) => format(amounts, one)),
      },
    ],
    scales: { y: { range: (_, least, most) => [Math.min(0, least ?? 0), Math.max(most ?? 0, lowest) * 1.1] } },
    series: [
      {},
      ...series.map((of, index) => ({
        label: names[of],
        stroke: readColor(`--line-${index}`),
        width: 2,
        dash: DASHES[index],
        points: { show: false },
      })),
    ],
  };
};

const makeRows = ({ series }: ChartPlan, samples: readonly Sample[]): uPlot.AlignedData => [
  samples.map(({ at }) => at / 1_000),
  ...series.map((of) => samples.map((sample) => sample[of])),
];

/** The charts that are drawn, on the frames of {@link drawChartFrames}. */
export class LiveCharts {
  readonly #words: BoardWords;
  readonly #charts = new Map<string, uPlot>();
  readonly #sizes = new ResizeObserver((entries) => {
    for (const { target, contentRect } of entries)
      if (target instanceof HTMLElement)
        this.#charts.get(target.dataset.chart ?? '')?.setSize({ width: Math.floor(contentRect.width), height: HEIGHT });
  });

  constructor(words: BoardWords) {
    this.#words = words;
  }

  /** Draws these samples. */
  show(root: Element, samples: readonly Sample[]): void {
    for (const plan of CHARTS) {
      const frame = root.querySelector(`[data-chart="${plan.id}"]`);
      const chart = this.#charts.get(plan.id);
      if (chart) chart.setData(makeRows(plan, samples));
      else if (frame instanceof HTMLElement) this.#begin(plan, frame, samples);
    }
  }

  /** Forgets what is drawn, so that it's drawn again, in other colours. */
  clear(): void {
    for (const chart of this.#charts.values()) chart.destroy();
    this.#charts.clear();
  }

  #begin(plan: ChartPlan, frame: HTMLElement, samples: readonly Sample[]): void {
    const chart = new uPlot(
      makeOptions(this.#words, plan, Math.max(frame.clientWidth, 100)),
      makeRows(plan, samples),
      frame,
    );
    this.#charts.set(plan.id, chart);
    this.#sizes.observe(frame);
  }
}
