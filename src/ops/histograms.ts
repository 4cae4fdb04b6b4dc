import Histogram from 'prom-client/lib/histogram.js';
import type Registry from 'prom-client/lib/registry.js';

/** Upper bounds of the histograms, in seconds: from what feels instant to where patience ends. */
const BUCKETS = {
  first: [0.25, 0.5, 0.75, 1, 1.5, 2, 3, 5, 10, 20, 30],
  total: [1, 2, 5, 10, 20, 30, 60, 120, 300],
  file: [0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 20],
  decision: [0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.7, 1],
  reminder: [0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 60, 300, 3_600],
  dial: [0.1, 0.25, 0.5, 1, 2, 5, 10, 15],
};

/** The times that are counted, in seconds. */
export const openHistograms = (registry: Registry) => {
  const histogram = <L extends string>(name: string, help: string, labelNames: L[], buckets: number[]) =>
    new Histogram({ name, help, labelNames, buckets, registers: [registry] });
  return {
    first: histogram(
      'parley_first_piece_seconds',
      'From the end of a question to the first piece of its answer.',
      ['way'],
      BUCKETS.first,
    ),
    total: histogram(
      'parley_turn_seconds',
      'From the end of a question to the end of its turn.',
      ['way'],
      BUCKETS.total,
    ),
    file: histogram('parley_file_seconds', 'Until a file was fetched and read, or not.', ['kind'], BUCKETS.file),
    decision: histogram(
      'parley_decision_seconds',
      'Until Google said whether Parley was meant, or didn’t.',
      ['outcome'],
      BUCKETS.decision,
    ),
    reminder: histogram(
      'parley_reminder_late_seconds',
      'How long after its time a reminder was sent.',
      [],
      BUCKETS.reminder,
    ),
    dial: histogram('parley_connect_seconds', 'Until a Live connection was set up.', ['session'], BUCKETS.dial),
  };
};
