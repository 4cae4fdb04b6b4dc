import { createInterface } from 'node:readline';
import { holdProcess } from '../../src/clock.ts';
import { readArguments } from '../../src/terminal/arguments.ts';
import { BotDied, Rehearsal } from './rehearsal/rehearsal.ts';
import { View } from './rehearsal/view.ts';

const USAGE = `npm run rehearse -- [options]   The whole bot against a local Discord and a local model. No keys, no network.

  --log    write the bot's log to standard error
  --help   show this

Lines can be piped into it. It ends at the end of the input, with 0 if the bot ended well.`;

const WELCOME = `This is a rehearsal: the real bot, but Discord and the model are played by this machine. No keys are needed.
You are a member of a server, in #general, together with Parley. Type what you would type there:

  /ask question: hello          @Parley what is the capital of Brazil?          /status   /reset   /help
  /press BUTTON  press a button      /as NAME   speak as somebody else
  /join          enter the voice channel and bring Parley there     /leave   end that
  /say FILE      say a WAV file in the voice channel, such as src/terminal/recording/hello.wav
  /save [FILE]   save what Parley said there as a WAV file
  /restart       restart the bot     /quit      end the rehearsal
`;

using _held = holdProcess();
const { log } = readArguments({ log: { type: 'boolean' }, help: { type: 'boolean' } }, USAGE);

const interactive = Boolean(process.stdin.isTTY && process.stdout.isTTY);
const view = new View((text) => void process.stdout.write(text));
const quit = new AbortController();
const stop = () => quit.abort(new Error('the rehearsal was ended'));
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, stop);

/** Performs line after line, each when the one before has been answered. */
const perform = async (rehearsal: Rehearsal): Promise<void> => {
  if (quit.signal.aborted) return;
  const { stdin: input, stdout: output } = process;
  const lines = createInterface({ input, ...(interactive && { output }), terminal: interactive });
  const over = new AbortController();
  lines.once('close', () => over.abort()).on('SIGINT', stop);
  quit.signal.addEventListener('abort', () => lines.close(), { once: true });
  const prompt = () => {
    if (!interactive || over.signal.aborted) return;
    lines.setPrompt(`${rehearsal.speaker}: `);
    lines.prompt();
  };
  let dead: unknown;
  rehearsal.died.catch((error) => {
    dead = error;
    lines.close();
  });
  prompt();
  for await (const line of lines) {
    if (quit.signal.aborted) break;
    if (!interactive && line.trim()) view.line(`${rehearsal.speaker}: ${line.trim()}`);
    if (line.trim() && (await attempt(rehearsal, line.trim())) === 'quit') break;
    prompt();
  }
  lines.close();
  if (dead) throw dead;
};

/** A line that cannot be done is told and costs no more. */
const attempt = async (rehearsal: Rehearsal, line: string): Promise<'more' | 'quit'> => {
  try {
    return await rehearsal.perform(line, quit.signal);
  } catch (error) {
    if (quit.signal.aborted) return 'quit';
    if (error instanceof BotDied || !(error instanceof Error)) throw error;
    view.line(error.message);
    return 'more';
  }
};

const run = async (): Promise<void> => {
  const rehearsal = await Rehearsal.open({ view, ...(log && { log: (line: string) => console.error(line) }) });
  try {
    view.line(WELCOME);
    await perform(rehearsal);
  } catch (error) {
    await rehearsal.abandon();
    throw error;
  }
  await rehearsal.close();
};

try {
  await run();
  process.exit(0);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
