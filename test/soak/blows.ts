import type { Clock } from '../../src/base/clock.ts';
import type { LocalConnection } from '../../world/live/connection.ts';
import type { ConnectionFault } from '../../world/live/fault.ts';
import type { Live } from '../../world/live/live.ts';
import { close, drop, type Step, sendInterrupted, stall, stayQuiet } from '../../world/live/steps.ts';
import type { Blow, Line, Phase, Restart } from './catalogue.ts';
import type { Ledger } from './ledger.ts';
import type { Trouble } from './story.ts';

/** So many turns are a memory that is missed. */
const MEMORABLE = 30;

/** The blows whose time has come, waiting for their moment; whoever knows that a phase is there takes one and deals it. */
export class Blows {
  #live: Live;
  #clock: Clock;
  #ledger: Ledger;
  #restart: (how: Restart) => void;
  #armed: Trouble[] = [];
  #dialling = new Map<ConnectionFault, Trouble>();
  /** The blow that fell on the handle of the last dial, if that brought one. */
  #onHandle: Trouble | undefined;

  constructor(live: Live, ledger: Ledger, restart: (how: Restart) => void) {
    this.#live = live;
    this.#clock = live.clock;
    this.#ledger = ledger;
    this.#restart = restart;
  }

  /** Has a blow fall at the next moment of its phase. A dial is a moment that the world itself knows. */
  arm(trouble: Trouble): void {
    const fault = trouble.phase === 'dial' && dialling(trouble.line.blow);
    if (!fault) return void this.#armed.push(trouble);
    this.#dialling.set(fault, trouble);
    this.#live.next(fault);
  }

  /** The blow that a dial met. */
  dialled(fault: ConnectionFault): Trouble | undefined {
    const trouble = this.#dialling.get(fault);
    this.#dialling.delete(fault);
    this.#onHandle = fault !== 'normal' && 'handle' in fault ? trouble : undefined;
    if (trouble) this.#ledger.strikes.push({ at: this.#clock.now(), trouble });
    return trouble;
  }

  /** The last dial came through: it brought no handle, and what should have fallen on that waits for the next one. */
  passed(): void {
    const { strikes } = this.#ledger;
    const trouble = this.#onHandle;
    if (!trouble) return;
    this.#onHandle = undefined;
    strikes.splice(
      strikes.findLastIndex((strike) => strike.trouble === trouble),
      1,
    );
    this.arm(trouble);
  }

  /** The next blow for this phase, if one waits. It then counts as fallen. */
  take(phase: Phase, number?: number): Trouble | undefined {
    const index = this.#armed.findIndex((armed) => armed.phase === phase && this.#isRipe(armed.line));
    const [trouble] = index < 0 ? [] : this.#armed.splice(index, 1);
    if (trouble) this.#ledger.strikes.push({ at: this.#clock.now(), trouble, number });
    return trouble;
  }

  /** Those whose moment has not come. */
  get waiting(): Trouble[] {
    return [...this.#armed, ...this.#dialling.values()];
  }

  /** Deals a blow to a connection that says nothing just now. */
  deal(connection: LocalConnection, { blow }: Line): void {
    if (blow.is === 'stop' || blow.is === 'kill') return void this.#restart(blow);
    if (blow.is === 'wipe') this.#live.wipe();
    if (blow.is === 'forget') {
      this.#live.rules.unknownHandle = blow.code;
      this.#live.forget();
    }
    if (blow.is === 'freeze') connection.mute();
    else if (blow.is === 'close' && blow.code !== 1006) connection.close(blow.code, blow.reason);
    else connection.drop();
  }

  /** A blow within an answer, as steps of it. */
  steps(blow: Blow, connection: LocalConnection): Step[] {
    const mute: Step = () => connection.mute();
    switch (blow.is) {
      case 'close':
        return [blow.code === 1006 ? drop : close(blow.code, blow.reason)];
      case 'freeze':
        return [mute, stall];
      case 'phantom':
        return [sendInterrupted, mute, stall];
      case 'slow':
        return [stayQuiet(blow.ms)];
      case 'stop':
      case 'kill':
        return [() => this.#restart(blow)];
      default:
        return [];
    }
  }

  /** A short memory that is gone looks like a short memory. */
  #isRipe({ blow }: Line): boolean {
    return blow.is !== 'wipe' || this.#ledger.attempts.length >= MEMORABLE;
  }
}

/** What happens to a dial in place of a blow; a process that ends does so while nobody answers. */
const dialling = (blow: Blow): Exclude<ConnectionFault, 'normal'> | undefined => {
  if (blow.is === 'fault') return { ...blow.fault };
  if (blow.is === 'stop' || blow.is === 'kill') return { setup: 'silent' };
  if (blow.is !== 'close') return undefined;
  return { setup: blow.code === 1006 ? 'drop' : { close: [blow.code, blow.reason] } };
};
