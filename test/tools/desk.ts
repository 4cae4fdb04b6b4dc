import { pino } from 'pino';
import type { Event } from '../../src/base/events.ts';
import { UNNOTED } from '../../src/base/moments.ts';
import type { ToolAnswer, ToolCall, ToolResponse, WrittenPart } from '../../src/live/protocol/tool-call.ts';
import { ToolWork } from '../../src/live/protocol/tool-work.ts';
import type { Tool, ToolResult } from '../../src/tools/tool.ts';
import { makeToolRegistry } from '../../src/tools/tool-registry.ts';
import { openToolDesk } from '../../src/tools/tool-runner.ts';
import { writeTool } from '../../src/tools/write-tool.ts';
import { VirtualClock } from '../virtual-clock.ts';

/** An answer that only remembers what calls do to it. `room`: how many parts it has room for. */
export class Page implements ToolAnswer {
  readonly written: WrittenPart[] = [];
  mistakes = 0;
  isOver = false;
  room = 100;
  asker: ToolAnswer['asker'] = undefined;
  readonly moments = UNNOTED;
  readonly work = new ToolWork();

  write(part: WrittenPart): 'written' | 'full' {
    this.written.push(part);
    return this.written.length > this.room ? 'full' : 'written';
  }

  noteMistake(): void {
    this.mistakes += 1;
  }
}

/** A tool that takes its time: each call waits until the test settles it. */
export const makeSlowTool = (deadline = 10_000) => {
  const runs: (PromiseWithResolvers<ToolResult> & { signal: AbortSignal; answer: ToolAnswer })[] = [];
  const tool: Tool = {
    declaration: { name: 'look_up', description: 'Looks something up.', parameters: { type: 'OBJECT' } },
    deadline,
    run(_, { signal, answer }) {
      const settled = { ...Promise.withResolvers<ToolResult>(), signal, answer };
      runs.push(settled);
      return settled.promise;
    },
  };
  return { tool, runs };
};

/** A desk whose connection and answer are the test. `sent` is every frame of responses. */
export const open = ({ tools = [writeTool], silent = true }: { tools?: readonly Tool[]; silent?: boolean } = {}) => {
  const clock = new VirtualClock();
  const sent: ToolResponse[][] = [];
  const events: Event[] = [];
  const lines: { event?: string }[] = [];
  const log = pino({ level: 'info' }, { write: (line) => lines.push(JSON.parse(line)) });
  const means = { clock, log, observe: (event: Event) => events.push(event) };
  const desk = openToolDesk(makeToolRegistry(tools), means)((responses) => sent.push(responses), { silent });
  const page = new Page();
  return { clock, desk, sent, events, page, logged: () => lines.map(({ event }) => event) };
};

export const call = (id: string, args: Record<string, unknown> = { markdown: '| a |' }, name = 'write'): ToolCall => ({
  id,
  name,
  args,
});

/** A call as JSON may hold it, whatever its type says. */
export const oddCall = (id: string, args: unknown): ToolCall => ({ id, name: 'write', args: args as ToolCall['args'] });
