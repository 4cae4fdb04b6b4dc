import { html } from 'lit';
import uPlot from 'uplot';
import type { Sample } from '../operator-state.ts';
import { formatCount, formatDollars, formatTook } from './page-words.ts';

type Series = { name: string; of: keyof Sample };

/** A chart: its lines, the least value that it reaches up to, and how its values are written. */
type ChartPlan = {
  id: string;
  title: string;
  series: readonly Series[];
  least: number;
  format(value: number | null): string;
};

const CHARTS: readonly ChartPlan[] = [
  {
    id: 'work',
    title: 'What is open',
    series: [
      { name: 'sessions', of: 'sessions' },
      { name: 'calls', of: 'calls' },
      { name: 'waiting turns', of: 'waiting' },
    ],
    least: 2,
    format: (value) => formatCount(value ?? 0),
  },
  {
    id: 'turns',
    title: 'Turns a minute',
    series: [{ name: 'turns', of: 'turns' }],
    least: 2,
    format: (value) => formatCount(value ?? 0),
  },
  {
    id: 'latency',
    title: 'Latency',
    series: [
      { name: 'first piece, p50', of: 'first50' },
      { name: 'first piece, p95', of: 'first95' },
      { name: 'whole, p50', of: 'whole50' },
      { name: 'whole, p95', of: 'whole95' },
    ],
    least: 1_000,
    format: formatTook,
  },
  {
    id: 'tokens',
    title: 'Tokens a minute',
    series: [{ name: 'tokens', of: 'tokens' }],
    least: 2,
    format: (value) => formatCount(value ?? 0),
  },
  {
    id: 'dollars',
    title: 'Dollars a minute',
    series: [{ name: 'dollars', of: 'dollars' }],
    least: 0.001,
    format: (value) => formatDollars(value ?? 0),
  },
];

/** No line is told from another by its colour alone. */
const DASHES = [[], [8, 4], [2, 3], [10, 3, 2, 3]];

const HEIGHT = 160;

/** Where the charts go, and what they say in words. */
export const drawChartFrames = (newest: Sample) => html`
  <div class="charts" id="charts">
    ${CHARTS.map(
      ({ id, title, series, format }) => html`<figure>
        <figcaption>${title}
          ${series.map(({ name, of }, index) => html`<span class="key key-${index}"><svg viewBox="0 0 30 4" aria-hidden="true"><line x1="0" y1="2" x2="30" y2="2" stroke-dasharray=${DASHES[index]?.join(' ') || 'none'}></line></svg>${name}: ${format(newest[of])}</span>`)}
        </figcaption>
        <div class="chart" data-chart=${id} role="img" aria-label="${title} over the last quarter of an hour, at most"></div>
      </figure>`,
    )}
  </div>`;

const readColor = (name: string): string => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

const makeOptions = ({ series, least: lowest, format }: ChartPlan, width: number): uPlot.Options => {
  const ink = readColor('--ink');
  const axis = { stroke: ink, grid: { stroke: readColor('--grid'), width: 1 }, ticks: { show: false } };
  return {
    width,
    height: HEIGHT,
    legend: { show: false },
    cursor: { show: false },
    axes: [
      { ...axis, space: 90, values: '{HH}:{mm}:{ss}' },
      { ...axis, size: 70, values: (_, splits) => splits.map(format) },
    ],
    scales: { y: { range: (_, least, most) => [Math.min(0, least ?? 0), Math.max(most ?? 0, lowest) * 1.1] } },
    series: [
      {},
      ...series.map(({ name }, index) => ({
        label: name,
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
  ...series.map(({ of }) => samples.map((sample) => sample[of])),
];

/** The charts that are drawn, on the frames of {@link drawChartFrames}. */
export class LiveCharts {
  readonly #charts = new Map<string, uPlot>();
  readonly #sizes = new ResizeObserver((entries) => {
    for (const { target, contentRect } of entries)
      if (target instanceof HTMLElement)
        this.#charts.get(target.dataset.chart ?? '')?.setSize({ width: Math.floor(contentRect.width), height: HEIGHT });
  });

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
    const chart = new uPlot(makeOptions(plan, Math.max(frame.clientWidth, 100)), makeRows(plan, samples), frame);
    this.#charts.set(plan.id, chart);
    this.#sizes.observe(frame);
  }
}
