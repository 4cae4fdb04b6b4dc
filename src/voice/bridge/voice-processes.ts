import type { Clock } from '../../base/clock.ts';
import { SlidingWindow } from '../../base/sliding-window.ts';
import { Timer } from '../../base/timer.ts';
import type { Proxies } from '../../proxy/proxy-settings.ts';
import { Heartbeat } from './heartbeat.ts';
import type { FromProcess } from './protocol.ts';
import { VoiceProcess, type VoiceProcessExit, type VoiceProcessOptions } from './voice-process.ts';
import type { VoiceWorker, VoiceWorkerEvents, VoiceWorkers } from './voice-worker.ts';

/** How long a process without calls is kept, in milliseconds. */
const LINGER = 10_000;

/** More deaths than this in a minute are no accident: what kills them would kill the next one. */
const DEATHS = 5;
const MINUTE = 60_000;

/** The last words of a process that was ended because it did not answer. */
const HUNG = 'It did not answer any more.';

/** What is needed of a voice process. */
type SupervisedProcess = Pick<VoiceProcess, 'send' | 'end' | 'kill' | 'exited'>;

type VoiceProcessesOptions = {
  /** How many processes the calls are spread over. */
  count: number;
  clock: Clock;
  /** Of the processes. */
  env: Record<string, string>;
  /** By which they dial. */
  proxies: Proxies;
  /** A process died that should not have. */
  died: (exit: VoiceProcessExit) => void;
  start?: (options: VoiceProcessOptions) => SupervisedProcess;
};

type Slot = {
  process: SupervisedProcess | undefined;
  calls: Map<string, VoiceWorkerEvents>;
  /** Ends the process when it has had no calls for a while. */
  lingering: Timer;
};

/** The voice processes of a bot: as many as wanted when there are calls, none when there are none. */
export class VoiceProcesses implements VoiceWorkers {
  readonly #options: VoiceProcessesOptions;
  readonly #start: (options: VoiceProcessOptions) => SupervisedProcess;
  readonly #slots: Slot[];
  readonly #deaths: SlidingWindow;
  /** How many calls were opened so far. */
  #opened = 0;

  constructor(options: VoiceProcessesOptions) {
    this.#options = options;
    this.#deaths = new SlidingWindow(options.clock, MINUTE);
    this.#start = options.start ?? ((options) => new VoiceProcess(options));
    this.#slots = Array.from({ length: options.count }, () => ({
      process: undefined,
      calls: new Map(),
      lingering: new Timer(options.clock),
    }));
  }

  /** How many run. */
  get running(): number {
    return this.#slots.filter(({ process }) => process).length;
  }

  /**
   * Gives a call its place in the process that has the fewest, which is started if need be. There it has a name that no other
   * call had: a process may still tell of a call that is over when the next one of the same server has begun, and would end
   * that one.
   */
  open(guildId: string, events: VoiceWorkerEvents): VoiceWorker {
    this.#opened += 1;
    const call = `${guildId}/${this.#opened}`;
    const slot = this.#slots.reduce((least, each) => (each.calls.size < least.calls.size ? each : least));
    slot.lingering.stop();
    slot.calls.set(call, events);
    this.#run(slot);
    return {
      send: (message) => slot.process?.send('call' in message ? { ...message, call } : message),
      close: () => this.#close(slot, call, events),
    };
  }

  /** Ends all processes, and with them all calls that are left. */
  async end(): Promise<void> {
    await Promise.all(this.#slots.map((slot) => this.#end(slot)));
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
    const { clock, env, proxies } = this.#options;
    let pulse: Heartbeat | undefined;
    let words: string | undefined;
    const hangs = () => {
      words = HUNG;
      process.kill();
    };
    const receive = (message: FromProcess) => {
      pulse?.feel();
      // Until it has loaded everything it cannot answer.
      if (message.is === 'up') pulse = new Heartbeat({ clock, ask: () => process.send({ is: 'ping' }), hangs });
      if (slot.process === process && 'call' in message) slot.calls.get(message.call)?.message(message);
    };
    const process = this.#start({ env, proxies, receive });
    slot.process = process;
    process.exited.then((exit) => {
      pulse?.end();
      if (slot.process === process) this.#handleDeath(slot, { ...exit, words: words ?? exit.words });
    });
  }

  #handleDeath(slot: Slot, exit: VoiceProcessExit): void {
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
