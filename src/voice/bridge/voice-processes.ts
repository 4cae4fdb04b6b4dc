import type { ChildExit } from '../../base/child-exit.ts';
import type { Clock } from '../../base/clock.ts';
import { Heartbeat } from '../../base/heartbeat.ts';
import { SlidingWindow } from '../../base/sliding-window.ts';
import { Timer } from '../../base/timer.ts';
import type { Proxies } from '../../proxy/proxy-settings.ts';

import type { FromProcess } from './protocol.ts';
import type { VoiceProcess, VoiceProcessOptions } from './voice-process.ts';
import type { VoiceWorker, VoiceWorkerEvents, VoiceWorkers } from './voice-worker.ts';

/** How long a process without calls keeps running, in milliseconds. */
const LINGER = 10_000;

/** How long a process that was started ahead of a call waits for it, in milliseconds. */
const WARM = 60_000;

/** If more processes than this die within a minute, the next one would probably die, too. */
const DEATHS = 5;
const MINUTE = 60_000;

/** The `words` of a process that was killed because it didn't answer. */
const HUNG = 'It did not answer any more.';

/** What is needed of a voice process, so that tests can bring their own. */
type SupervisedProcess = Pick<VoiceProcess, 'send' | 'end' | 'kill' | 'exited'>;

type VoiceProcessesOptions = {
  /** The number of processes that the calls are spread over. */
  count: number;
  clock: Clock;
  /** The environment of the processes. */
  env: Record<string, string>;
  /** The proxies through which they connect to voice servers. */
  proxies: Proxies;
  /** A process died unexpectedly. */
  died: (exit: ChildExit) => void;
  start: (options: VoiceProcessOptions) => SupervisedProcess;
};

type Slot = {
  process: SupervisedProcess | undefined;
  calls: Map<string, VoiceWorkerEvents>;
  /** Ends the process {@link LINGER} after its last call. */
  lingering: Timer;
};

/** The voice processes of a bot. They're started when there are calls and ended when there are none. */
export class VoiceProcesses implements VoiceWorkers {
  readonly #options: VoiceProcessesOptions;

  readonly #slots: Slot[];
  readonly #deaths: SlidingWindow;
  /** How many calls have been opened so far. */
  #opened = 0;

  constructor(options: VoiceProcessesOptions) {
    this.#options = options;
    this.#deaths = new SlidingWindow(options.clock, MINUTE);

    this.#slots = Array.from({ length: options.count }, () => ({
      process: undefined,
      calls: new Map(),
      lingering: new Timer(options.clock),
    }));
  }

  /** How many are running. */
  get running(): number {
    return this.#slots.filter(({ process }) => process).length;
  }

  /**
   * Opens a call in the process that has the fewest, and starts that process if necessary. The call's name there has never
   * been used before: a process may still report on an old call after the next one in the same server has started, and
   * would end that one.
   */
  open(guildId: string, events: VoiceWorkerEvents): VoiceWorker {
    this.#opened += 1;
    const call = `${guildId}/${this.#opened}`;
    const slot = this.#findNext();
    slot.lingering.stop();
    slot.calls.set(call, events);
    this.#run(slot);
    return {
      send: (message) => slot.process?.send('call' in message ? { ...message, call } : message),
      close: () => this.#close(slot, call, events),
    };
  }

  /** Starts the process that the next call will be in, unless it runs. Without a call it ends after a while. */
  warm(): void {
    const slot = this.#findNext();
    this.#run(slot);
    if (slot.calls.size === 0) slot.lingering.set(WARM, () => void this.#end(slot));
  }

  /** Ends all processes and the calls in them. */
  async end(): Promise<void> {
    await Promise.all(this.#slots.map((slot) => this.#end(slot)));
  }

  #findNext(): Slot {
    return this.#slots.reduce((least, each) => (each.calls.size < least.calls.size ? each : least));
  }

  #close(slot: Slot, call: string, events: VoiceWorkerEvents): void {
    if (slot.calls.get(call) !== events) return;
    slot.calls.delete(call);
    if (slot.calls.size === 0) slot.lingering.set(LINGER, () => void this.#end(slot));
  }

  async #end(slot: Slot): Promise<void> {
    const { process } = slot;
    slot.lingering.stop();
    slot.process = undefined;
    slot.calls.clear();
    await process?.end();
  }

  #run(slot: Slot): void {
    if (slot.process) return;
    const { clock, env, proxies, start } = this.#options;
    let pulse: Heartbeat | undefined;
    let words: string | undefined;
    const hangs = () => {
      words = HUNG;
      process.kill();
    };
    const receive = (message: FromProcess) => {
      pulse?.feel();
      // The process can't answer pings before it has loaded everything.
      if (message.is === 'up') pulse = new Heartbeat({ clock, ask: () => process.send({ is: 'ping' }), hangs });
      if (slot.process === process && 'call' in message) slot.calls.get(message.call)?.message(message);
    };
    const process = start({ env, proxies, receive, clock });
    slot.process = process;
    process.exited.then((exit) => {
      pulse?.end();
      if (slot.process === process) this.#handleDeath(slot, { ...exit, words: words ?? exit.words });
    });
  }

  #handleDeath(slot: Slot, exit: ChildExit): void {
    this.#deaths.add();
    slot.process = undefined;
    this.#options.died(exit);
    const orphans = [...slot.calls.values()];
    if (orphans.length === 0) return;
    if (this.#deaths.count > DEATHS) {
      slot.calls.clear();
      for (const orphan of orphans) orphan.onGone();
    } else {
      this.#run(slot);
      for (const orphan of orphans) orphan.onRestart();
    }
  }
}
