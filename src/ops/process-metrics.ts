import { monitorEventLoopDelay } from 'node:perf_hooks';
import Gauge from 'prom-client/lib/gauge.js';
import type Registry from 'prom-client/lib/registry.js';
import { registerCounter, registerGauge } from './scrape.ts';

/**
 * How often the event loop is timed, in milliseconds. Stalls that people notice are longer, and each measurement costs.
 */
const RESOLUTION = 100;

/** Prometheus uses seconds. */
export const toSeconds = (ms: number): number => Math.max(0, ms / 1_000);

/** Times the event loop until it's stopped. */
export type EventLoopTimer = { stop(): void };

/**
 * Shows the event loop's delays since the last scrape. Node counts the time between two measurements as delay, so it's
 * subtracted.
 */
export const measureEventLoop = (registry: Registry): EventLoopTimer => {
  const loop = monitorEventLoopDelay({ resolution: RESOLUTION });
  loop.enable();
  new Gauge({
    name: 'parley_event_loop_delay_seconds',
    help: 'How late the event loop was since the last scrape.',
    labelNames: ['quantile'],
    registers: [registry],
    collect() {
      for (const quantile of [0.5, 0.99, 1]) {
        const late = loop.percentile(quantile * 100) / 1e6 - RESOLUTION;
        this.set({ quantile }, toSeconds(late));
      }
      loop.reset();
    },
  });
  return { stop: () => loop.disable() };
};

/** Adds the metrics that every program has under these names (Prometheus, "Writing client libraries", process metrics). */
export const registerProcess = (registry: Registry): void => {
  registerGauge(registry, 'process_resident_memory_bytes', 'Resident memory of this process.', process.memoryUsage.rss);
  const started = Math.round(performance.timeOrigin / 1_000);
  registerGauge(registry, 'process_start_time_seconds', 'When this process started, since the epoch.', () => started);
  registerCounter(registry, 'process_cpu_seconds_total', 'Processor time of this process.', () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1e6;
  });
};
