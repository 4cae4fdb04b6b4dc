import { type ChildProcess, spawn } from 'node:child_process';
import type { Writable } from 'node:stream';
import type { JSONRPCMessage, Transport } from '@modelcontextprotocol/client';
import { type ChildExit, watchExit } from '../../../base/child-exit.ts';
import { type Clock, within } from '../../../base/clock.ts';
import { endGroup } from '../group-end.ts';
import { MCP_LIMITS } from '../mcp-limits.ts';
import type { McpWay } from '../mcp-protocol.ts';
import type { Inflow } from './inflow.ts';
import { LineCutter } from './line-cutter.ts';
import { McpError } from './mcp-error.ts';

/** How long a server may take to end once its input is closed, and once it's told to, in milliseconds. */
const END_WITHIN = 1_000;

export type StdioPipeOptions = {
  way: Extract<McpWay, { is: 'stdio' }>;
  inflow: Inflow;
  clock: Pick<Clock, 'sleep'>;
  /** The server can't be used any more. */
  fail: (error: McpError) => void;
  /** A group of processes has started or ended. */
  group: (pid: number, state: 'started' | 'ended') => void;
};

/**
 * A server that is a program on this machine, by its standard input and output (MCP, "Transports", stdio). The client's own transport
 * takes all that a program prints, and leaves alone what the program has started, so it isn't used.
 */
export class StdioPipe implements Transport {
  onclose?: () => void;
  onerror?: (error: Error) => void;
  onmessage?: <M extends JSONRPCMessage>(message: M) => void;
  readonly #options: StdioPipeOptions;
  readonly #lines = new LineCutter();
  #child: ChildProcess | undefined;
  #exited: Promise<ChildExit> | undefined;

  constructor(options: StdioPipeOptions) {
    this.#options = options;
  }

  /** Starts the program, as the leader of a group that can be ended with all that it starts. */
  async start(): Promise<void> {
    const { way, inflow, group } = this.#options;
    const child = spawn(way.command, way.args, {
      env: { ...way.env },
      stdio: ['pipe', 'pipe', 'pipe'],
      detached: true,
      windowsHide: true,
    });
    this.#child = child;
    this.#exited = watchExit(child);
    child.stdin.on('error', () => {});
    child.stderr.on('data', (text: string) => this.#guard(() => inflow.take(Buffer.from(text))));
    child.stdout.on('data', (piece: Buffer) => this.#guard(() => this.#read(piece)));
    // What the program has started would otherwise go on without it, and keep its standard error open.
    child.once('exit', () => child.pid !== undefined && endGroup(child.pid, 'SIGKILL'));
    void this.#exited.then(() => {
      if (child.pid !== undefined) group(child.pid, 'ended');
      this.#options.fail(new McpError('gone'));
      this.onclose?.();
    });
    if (child.pid === undefined) throw new McpError('gone');
    group(child.pid, 'started');
  }

  async send(message: JSONRPCMessage): Promise<void> {
    const input: Writable | null | undefined = this.#child?.stdin;
    if (!input?.writable) throw new McpError('gone');
    if (input.writableLength > MCP_LIMITS.unreadBytes) throw this.#end(new McpError('silent'));
    input.write(`${JSON.stringify(message)}\n`);
  }

  /** Ends the program: first it's asked, then it's told, then it's killed, with all that it has started. */
  async close(): Promise<void> {
    const { clock } = this.#options;
    const child = this.#child;
    if (child?.pid === undefined || this.#exited === undefined) return;
    child.stdin?.end();
    for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
      if ((await within(clock, END_WITHIN, this.#exited)) !== 'late') return;
      endGroup(child.pid, signal);
    }
    await this.#exited;
  }

  /** The end of what it has written to standard error, once it's gone. */
  async readLastWords(): Promise<string> {
    return (await this.#exited)?.words ?? '';
  }

  #read(piece: Buffer): void {
    this.#options.inflow.take(piece);
    for (const line of this.#lines.cut(piece)) {
      const message = parseMessage(line);
      if (message) this.onmessage?.(message);
    }
  }

  /** Whatever goes wrong about what a server sends is its end. */
  #guard(work: () => void): void {
    try {
      work();
    } catch (error) {
      this.#end(error instanceof McpError ? error : new McpError('nonsense', { cause: error }));
    }
  }

  /** Nothing of it is read any more. */
  #end(error: McpError): McpError {
    const child = this.#child;
    child?.stdout?.removeAllListeners('data').destroy();
    child?.stderr?.removeAllListeners('data').destroy();
    if (child?.pid !== undefined) endGroup(child.pid, 'SIGKILL');
    this.#options.fail(error);
    return error;
  }
}

/** A line that isn't JSON is no message: many servers print such lines although they mustn't. */
const parseMessage = (line: string): JSONRPCMessage | undefined => {
  if (!line.startsWith('{')) return undefined;
  try {
    const message: unknown = JSON.parse(line);
    const isMessage =
      typeof message === 'object' && message !== null && 'jsonrpc' in message && message.jsonrpc === '2.0';
    return isMessage ? (message as JSONRPCMessage) : undefined;
  } catch {
    return undefined;
  }
};
