import { createInterface } from 'node:readline';
import { holdProcess } from '../src/base/clock.ts';
import { endWrongly, readArguments } from '../src/base/command-line.ts';
import { watchAncestors } from './ancestors.ts';
import { Keys } from './keys.ts';
import type { Rehearsal } from './rehearsal.ts';

const USAGE = `npm run rehearse -- [options]   The whole bot against a local Discord and a local model. No keys, no network.

It opens a page in your browser: a server as Discord shows it, with members in it as whom you act. With GEMINI_API_KEY in its
environment the page talks to the real model, which costs; GEMINI_BASE_URL is where, if that isn't Google itself.

  --port PORT   where the page is on this machine; a free port by default
  --no-open     print the page's address, and open no browser; a terminal isn't needed then
  --terminal    rehearse in this terminal, without a page
  --log         write the bot's log to standard error
  --help        show this

Without these options, lines can be piped into it, for a rehearsal without a page. It then ends at the end of the input, with 0 if the bot ended well.`;

const WELCOME = `This is a rehearsal: the real bot, but Discord and the model are played by this machine. No keys are needed.
You are a member of a server, in #general, together with Parley. Type what you would type there:

  /ask question: hello          @Parley what is the capital of Brazil?          /status   /reset   /help
  /press BUTTON  press a button, such as Keep it, or Listen or Ask again under any answer     /as NAME   speak as somebody else
  /settings panel   then   /pick In calls   /press Edit 1-5   /fill captions: all     a menu, a button and a form
  /ask write me a table          or   some code   or   a formula: what is written, and not spoken
  /send FILE WORDS    send a file, such as   /send README.md @Parley what is this?     or several:   /send A, B WORDS
  /voice FILE         send a WAV file as a voice message
  /reply 2 WORDS      reply to the second newest message     /about 2 WORDS   ask about it     /forward 2   forward it to Parley
  /join          enter the voice channel and bring Parley there     /leave   end that
  /say FILE      say a WAV file in the voice channel, such as src/terminal/recording/hello.wav
  /save [FILE]   save what Parley said there as a WAV file
  /restart       restart the bot     /kill      kill it as a crash would, and start it again
  LINE & /kill   do that in the middle of the answer to LINE; also & /restart, & /stop and & /press Stop.
                 Try   /ask count to 100 & /kill   and then   /press Continue
  /quit      end the rehearsal
`;

using _held = holdProcess();
const options = readArguments(
  {
    port: { type: 'string', default: '0' },
    'no-open': { type: 'boolean' },
    terminal: { type: 'boolean' },
    log: { type: 'boolean' },
    help: { type: 'boolean' },
  },
  USAGE,
);
const port = Number(options.port);
if (!/^\d+$/.test(options.port) || port > 65_535) endWrongly('--port takes a number from 0 to 65535.', USAGE);
const log = options.log ? { log: (line: string) => console.error(line) } : {};

// What plays Discord takes a second to load, for which nobody waits who only asks how this is used.
const [rehearsals, { BotDiedError }, { View }] = await Promise.all([
  import('./rehearsal.ts'),
  import('./resident.ts'),
  import('./view.ts'),
]);

const { stdin, stdout } = process;
const view = new View((text) => void stdout.write(text));
const quit = new AbortController();
const stop = () => quit.abort(new Error('the rehearsal was ended'));
// The reader of a pipe, such as `head -1`, may have seen enough.
stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  stop();
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, stop);
watchAncestors(stop);
/** For typing by hand. Keys are held back before anything is written; otherwise they'd appear in the middle of it. */
const isTyped = stdin.isTTY && stdout.isTTY;
const keys =
  isTyped && options.terminal ? new Keys(stdin, { interrupt: stop, full: () => void stdout.write('\x07') }) : undefined;

/** Performs the lines, each after the one before has been answered. */
const perform = async (rehearsal: Rehearsal): Promise<void> => {
  if (quit.signal.aborted) return;
  const lines = createInterface({
    input: keys ?? stdin,
    ...(keys && { output: stdout }),
    terminal: keys !== undefined,
  });
  const over = new AbortController();
  // Output after an unanswered prompt begins a new line.
  let prompted = false;
  lines.once('close', () => over.abort()).on('SIGINT', stop);
  quit.signal.addEventListener('abort', () => lines.close(), { once: true });
  const prompt = () => {
    if (!keys || over.signal.aborted) return;
    lines.setPrompt(`${rehearsal.speaker}: `);
    lines.prompt();
    prompted = true;
    keys.next();
  };
  let dead: unknown;
  rehearsal.died.catch((error) => {
    dead = error;
    lines.close();
  });
  prompt();
  for await (const line of lines) {
    prompted = false;
    if (quit.signal.aborted) break;
    if (!keys && line.trim()) view.line(`${rehearsal.speaker}: ${line.trim()}`);
    if (line.trim() && (await attempt(rehearsal, line.trim())) === 'quit') break;
    prompt();
  }
  if (prompted) stdout.write('\n');
  lines.close();
  if (dead) throw dead;
};

/** An impossible line is reported, and nothing else happens. */
const attempt = async (rehearsal: Rehearsal, line: string): Promise<'more' | 'quit'> => {
  try {
    return await rehearsal.perform(line, quit.signal);
  } catch (error) {
    if (quit.signal.aborted) return 'quit';
    if (error instanceof BotDiedError || !(error instanceof Error)) throw error;
    view.line(error.message);
    return 'more';
  }
};

/** By hand it's a page, unless the terminal is asked for. Without a terminal it's one if something is said of the page. */
const rehearse = async (): Promise<void> => {
  const isPage = !options.terminal && (isTyped || options['no-open'] || port > 0);
  if (!isPage) return rehearseInTerminal();
  const key = process.env.GEMINI_API_KEY?.trim();
  const gemini = key ? { key, url: process.env.GEMINI_BASE_URL?.trim() || undefined } : undefined;
  const write = (line: string) => view.line(line);
  const { runRoomPage } = await import('./room/rehearse-in-page.ts');
  return runRoomPage({ port, opens: isTyped && !options['no-open'], gemini, write, ...log }, quit.signal);
};

const rehearseInTerminal = async (): Promise<void> => {
  view.line('Starting Parley …');
  const rehearsal = await rehearsals.Rehearsal.open({ view, ...log });
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
  await rehearse();
  process.exit(0);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
