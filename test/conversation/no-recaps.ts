import type { RecapWriter } from '../../src/conversation/memory/recap-writer.ts';

/** Sums up nothing, for tests that count what the model is asked. */
export const NO_RECAPS: Pick<RecapWriter, 'writeIfDue' | 'abandon' | 'close'> = {
  async writeIfDue() {},
  async abandon() {},
  async close() {},
};
