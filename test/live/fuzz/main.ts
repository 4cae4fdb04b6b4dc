import { holdProcess } from '../../../src/base/clock.ts';
import { endWrongly, readArguments } from '../../../src/base/command-line.ts';

const USAGE = `npm run fuzz -- [options]   Sends mutated server messages to a conversation and looks whether it survives them.

  --seed N       begin with this seed instead of one by the clock
  --messages N   send so many messages; 100000 unless told
  --help         show this`;

using _held = holdProcess();
const values = readArguments(
  {
    seed: { type: 'string', default: String(Date.now() % 2 ** 31) },
    messages: { type: 'string', default: '100000' },
    help: { type: 'boolean' },
  },
  USAGE,
);
const [seed, messages] = [Number(values.seed), Number(values.messages)];
if (!Number.isSafeInteger(seed) || !(Number.isSafeInteger(messages) && messages > 0))
  endWrongly('Seed and messages are whole numbers.', USAGE);
console.log(`${messages} mutated server messages, seed ${seed}`);
try {
  const { fuzz } = await import('./fuzz.ts');
  const { strikes, messages: sent, ms, growth } = await fuzz({ seed, messages });
  console.log(`sent ${sent} messages in ${strikes} streams within ${Math.round(ms / 1_000)} s`);
  console.log(`${Math.round((1_000 * sent) / ms)} messages a second`);
  console.log(`after the first half: ${growth.bytes} bytes and ${growth.functions} functions more`);
  console.log('no crash, no hang, no word in the log, and the other conversation got every answer');
} catch (error) {
  console.error(error);
  process.exitCode = 1;
}
