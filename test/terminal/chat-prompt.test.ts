import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { test } from 'node:test';
import { Turn } from '../../src/conversation/turns/turn.ts';
import { ChatPrompt } from '../../src/terminal/chat-prompt.ts';
import { sentence } from '../sentences.ts';

const CTRL_C = '\x03';

/** A terminal in the test's hands; `shows` resolves when a text has been written to it after the one waited for before. */
const terminal = () => {
  const [input, output, notes] = [new PassThrough(), new PassThrough(), new PassThrough()];
  let written = '';
  const looking = new Set<() => void>();
  for (const stream of [output, notes])
    stream.on('data', (bytes) => {
      written += bytes;
      for (const look of looking) look();
    });
  const shows = (text: string) =>
    new Promise<void>((resolve) => {
      const look = () => {
        const [, ...rest] = written.split(text);
        if (rest.length === 0) return;
        written = rest.join(text);
        looking.delete(look);
        resolve();
      };
      looking.add(look);
      look();
    });
  return { terminal: { input, output, notes, interactive: true }, input, shows };
};

test('Ctrl-C stops an answer, and at the prompt it ends the chat', { timeout: 60_000 }, async () => {
  const { terminal: io, input, shows } = terminal();
  const ask = (text: string, signal: AbortSignal) => {
    const turn = new Turn({ person: { id: '1', name: 'You' }, text, at: 0 });
    turn.addText('It all began');
    signal.addEventListener('abort', () => turn.finish({ is: 'interrupted' }));
    return { turn, stored: turn.ended.then(() => {}) };
  };
  const dialogue = new ChatPrompt({ terminal: io, ask, say: sentence, explain: String });
  const answered = dialogue.lines(new AbortController().signal);
  await shows('You: ');
  input.write('tell me a story\r');
  await shows('Parley: It all began');
  input.write(CTRL_C);
  await shows('stopped');
  await shows('You: ');
  input.write(CTRL_C);
  assert.equal(await answered, false);
});

test('a slow answer, and one without a word, are told as members are told of them', { timeout: 60_000 }, async () => {
  const { terminal: io, input, shows } = terminal();
  const asked = Promise.withResolvers<Turn>();
  const ask = (text: string) => {
    const turn = new Turn({ person: { id: '1', name: 'You' }, text, at: 0 });
    asked.resolve(turn);
    return { turn, stored: turn.ended.then(() => {}) };
  };
  const quit = new AbortController();
  const prompt = new ChatPrompt({ terminal: io, ask, say: sentence, explain: String });
  const chat = prompt.lines(quit.signal);
  await shows('You: ');
  input.write('hello\r');
  const turn = await asked.promise;
  turn.slow();
  await shows(sentence({ code: 'answer.slow' }));
  turn.finish({ is: 'silent' });
  await shows(sentence({ code: 'answer.empty' }));
  await shows('You: ');
  quit.abort();
  assert.equal(await chat, false);
});
