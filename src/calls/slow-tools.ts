import type { Clock } from '../base/clock.ts';
import { Timer } from '../base/timer.ts';
import type { Turn } from '../conversation/turns/turn.ts';
import type { FromEars, FromFloor } from '../voice/bridge/protocol.ts';
import { QuietFloor } from './quiet-floor.ts';
import { AT_REST, followToolWait, type ToolWait, type ToolWaitEvent } from './tool-wait.ts';

/** What a call does while a tool takes its time. `cue`: has people hear that Parley is at work. */
type SlowToolsOptions = { clock: Clock; cue(turn: Turn): void };

/** Keeps people in a call from waiting in silence for a slow tool, and its result from being said while somebody speaks. */
export class SlowTools {
  readonly #options: SlowToolsOptions;
  readonly #floor: QuietFloor;

  constructor(options: SlowToolsOptions) {
    this.#options = options;
    this.#floor = new QuietFloor(options.clock);
  }

  /** Takes a message of who speaks. */
  receive(message: FromEars | FromFloor): void {
    this.#floor.receive(message);
  }

  /** The ears are gone. */
  stop(): void {
    this.#floor.clear();
  }

  /** Follows a turn until it ends. Before `open` says that it's spoken at all, nothing is heard of it. */
  async follow(turn: Turn, open: Promise<boolean>): Promise<void> {
    const wait = new TurnWait(this.#options, turn, open);
    turn.work.follow({
      onBegin: () => wait.take('began'),
      onEnd: () => wait.take('ended'),
      waitForQuiet: (signal) => this.#floor.wait(signal),
    });
    for await (const { is } of turn.follow()) {
      if (is === 'audio') wait.take('sounded');
      if (is === 'withdrawn') wait.take('again');
    }
    wait.take('ended');
  }
}

/** What people hear of one turn while its tools run. */
class TurnWait {
  readonly #options: SlowToolsOptions;
  readonly #turn: Turn;
  readonly #timer: Timer;
  #wait: ToolWait = AT_REST;
  #isOpen = false;

  constructor(options: SlowToolsOptions, turn: Turn, open: Promise<boolean>) {
    this.#options = options;
    this.#turn = turn;
    this.#timer = new Timer(options.clock);
    void open.then((isOpen) => {
      this.#isOpen = isOpen;
    });
  }

  take(event: ToolWaitEvent): void {
    const { clock } = this.#options;
    this.#wait = followToolWait(this.#wait, event, clock.now());
    if (this.#wait.is === 'idle') this.#timer.stop();
    else this.#timer.set(this.#wait.due - clock.now(), () => this.#cue());
  }

  #cue(): void {
    if (this.#turn.end) return;
    if (this.#isOpen) {
      this.#options.cue(this.#turn);
      this.#turn.work.noteSlow();
      this.#turn.slow();
    }
    this.take('cued');
  }
}
