import { parseArgs } from 'node:util';
import { holdProcess } from '../../../src/base/clock.ts';
import { fuzz } from './fuzz.ts';

using _held = holdProcess();
const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: String(Date.now() % 2 ** 31) },
    messages: { type: 'string', default: '100000' },
  },
});
const [seed, messages] = [Number(values.seed), Number(values.messages)];
console.log(`${messages} mutated server messages, seed ${seed}`);
try {
  const { strikes, messages: sent, ms, growth } = await fuzz({ seed, messages });
  console.log(`sent ${sent} messages in ${strikes} streams within ${Math.round(ms / 1_000)} s`);
  console.log(`${Math.round((1_000 * sent) / ms)} messages a second`);
  console.log(`after the first half: ${growth.bytes} bytes and ${growth.functions} functions more`);
  console.log('no crash, no hang, no word in the log, and the other conversation got every answer');
} catch (error) {
  console.error(error);
  process.exitCode = 1;
}
