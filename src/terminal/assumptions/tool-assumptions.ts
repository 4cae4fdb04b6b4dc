import { isBlank } from '../../base/blank.ts';
import { composeInstruction } from '../../conversation/system-instruction.ts';
import { Turn } from '../../conversation/turns/turn.ts';
import type { Tool } from '../../tools/tool.ts';
import { writeTool } from '../../tools/write-tool.ts';
import type { Assumption } from './assumption.ts';
import { ToolProbe } from './tool-probe.ts';

/** Questions whose answers have to be seen. */
const TO_SEE = [
  'Show me a Python function that reverses a string.',
  'Compare Mars and Venus in a table: diameter, length of the day, moons.',
  'List ten capitals of Europe with their countries.',
  'Give me links to the home pages of Node.js, Deno and Bun.',
  'Show me the formula for the solutions of a quadratic equation.',
  'What are the first fifty digits of pi?',
  'Show me a regular expression for times such as 23:59.',
  'Which shell command finds files of more than a gigabyte?',
  'Show me a person with three fields as JSON.',
  'Make me a packing list for a weekend in the mountains, with boxes to tick.',
];

/** How many of them have to be written. */
const LEAST_WRITTEN = 8;

/** How long a slow function takes, in milliseconds: longer than a model that doesn't wait takes to go on. */
const SLOW = 2_500;

const INSTRUCTION = composeInstruction({ writes: true });

const written: Assumption = {
  name: 'what has to be seen is written',
  why: 'code and tables are read out then, and people see a transcript of that',
  setting: 'WRITTEN_ANSWERS, or its lines in src/conversation/system-instruction.ts',
  deadline: 150_000,
  run: async (tools) => {
    await using probe = await ToolProbe.open(tools, [writeTool], INSTRUCTION);
    let count = 0;
    for (const question of TO_SEE) if ((await probe.ask(question)).written.length > 0) count += 1;
    return { holds: count >= LEAST_WRITTEN, seen: `${count} of ${TO_SEE.length} answers were written` };
  },
};

const goesOn: Assumption = {
  name: 'an answer goes on after what it wrote',
  why: 'an answer with code in it ends in mid sentence or never',
  setting: '`tools` of the model in src/live/protocol/models.ts, or WRITTEN_ANSWERS',
  run: async (tools) => {
    await using probe = await ToolProbe.open(tools, [writeTool], INSTRUCTION);
    const { parts } = await probe.ask('Write the word ready by your function. When that is done, say: done');
    const at = parts.findIndex(({ is }) => is === 'written');
    if (at < 0) return { holds: false, seen: 'it wrote nothing' };
    const rest = parts.slice(at + 1).flatMap((part) => (part.is === 'said' ? [part.text.trim()] : []));
    return {
      holds: rest.length > 0,
      seen: rest.length > 0 ? `then it said "${rest.join(' ')}"` : 'then it said nothing',
    };
  },
};

const waits: Assumption = {
  name: 'a function is waited for',
  why: 'the model talks on, makes up the result, and answers a second time when it comes',
  setting: '`tools` of the model in src/live/protocol/models.ts',
  run: async (tools) => {
    let calls = 0;
    let early = '';
    const question = 'What does a ticket cost? Ask the function for it, and say the price.';
    const answer = new Turn({ person: { id: '1', name: 'Ada' }, text: question, at: 0 });
    const price: Tool = {
      declaration: { name: 'find_price', description: 'Finds the price of a ticket.', parameters: { type: 'OBJECT' } },
      deadline: 10_000,
      run: async () => {
        calls += 1;
        const before = answer.text.length;
        await tools.clock.sleep(SLOW, tools.signal);
        early = answer.text.slice(before);
        return { is: 'done', says: { price: '17 euros' } };
      },
    };
    await using probe = await ToolProbe.open(tools, [price], 'Answer briefly. Never guess what a function can tell.');
    await probe.ask(question, answer);
    if (calls === 0) return { holds: false, seen: 'it did not call the function' };
    const { behavior } = tools.model.tools;
    const said = isBlank(early) ? 'nothing was said before the result' : `"${early.trim()}" was said before the result`;
    const seen = `${behavior ?? 'no behavior'}: ${said}; then "${answer.text.trim()}"`;
    return { holds: behavior !== 'BLOCKING' || isBlank(early), seen };
  },
};

/** The assumptions about functions, in the order of their tests. */
export const toolAssumptions: readonly Assumption[] = [goesOn, waits, written];
