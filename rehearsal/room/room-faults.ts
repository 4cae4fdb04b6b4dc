import { systemClock } from '../../src/base/clock.ts';
import type { LocalConnection } from '../../world/live/connection.ts';
import type { Scene } from '../scene.ts';
import type { MidAnswer } from './mid-answer.ts';
import type { MidAnswerKill } from './mid-answer-kill.ts';
import type { FaultName, RoomFault } from './page/room-protocol.ts';
import { RoomRefusal } from './room-refusal.ts';
import { StoreOutage } from './store-outage.ts';

/** How long after goAway a connection is closed, in milliseconds; Google gives more, but nobody wants to wait a minute here. */
const NOTICE = 5_000;

/** How long a slow model thinks, in milliseconds. */
const SLOW = 8_000;

/** The share of packets that are lost in both directions. */
const LOSS = 0.15;

/** How many of the bot's next messages and edits Discord refuses, and for how long it asks to wait, in seconds. */
const LIMIT = { times: 4, retryAfterSeconds: 2 };

/** What faults need besides the scene. */
type FaultMeans = { middle: MidAnswer; isReal: boolean; closing: AbortSignal; kill: MidAnswerKill };

/** What only the rehearsal's own model can do. */
type ModelFault = 'go-away' | 'mid-answer' | 'mid-answer-kill' | 'dead-handle' | 'slow-model';

/** One thing that can be broken, and how. `count` is how often it has struck. */
type Switch = Pick<RoomFault, 'kind'> & { set(on: boolean): void; isOn?(): boolean; count?(): number };

/** What goes wrong in a room on purpose. */
export class RoomFaults {
  readonly #scene: Scene;
  readonly #middle: MidAnswer;
  readonly #kill: MidAnswerKill;
  readonly #switches: Readonly<Partial<Record<FaultName, Switch>>>;
  readonly #on = new Set<string>();
  readonly #closing: AbortSignal;
  readonly #outage: StoreOutage;

  constructor(scene: Scene, { middle, isReal, closing, kill }: FaultMeans) {
    this.#scene = scene;
    this.#outage = new StoreOutage(scene.storeFile);
    this.#middle = middle;
    this.#kill = kill;
    this.#closing = closing;
    // Nobody can break the real model by hand.
    this.#switches = { ...(isReal ? {} : this.#modelSwitches()), ...this.#otherSwitches() };
  }

  /** All of them. */
  get all(): RoomFault[] {
    // The table has a switch for each name.
    const all = Object.entries(this.#switches) as [FaultName, Switch][];
    return all.map(([name, { kind, isOn, count }]) => ({
      ...{ name, kind, isOn: isOn?.() ?? this.#on.has(name) },
      ...(count && { count: count() }),
    }));
  }

  /** Breaks something, or mends it. @throws an error if there's nothing of that name, or it can't be broken now */
  set(name: string, on: boolean): void {
    const found = Object.hasOwn(this.#switches, name) ? this.#switches[name as FaultName] : undefined;
    if (!found) throw new RoomRefusal({ code: 'refusal.no-fault' });
    found.set(on);
    if (found.kind === 'switch' && on) this.#on.add(name);
    else this.#on.delete(name);
  }

  /** Mends everything. */
  mend(): void {
    for (const name of [...this.#on]) this.set(name, false);
    this.#scene.world.discord.faults.mend();
    this.#middle.disarm();
    this.#kill.disarm();
  }

  get #connections(): LocalConnection[] {
    return this.#scene.world.live.connections.filter(({ open }) => open);
  }

  #modelSwitches(): Record<ModelFault, Switch> {
    const { live } = this.#scene.world;
    const close = (connection: LocalConnection) => connection.close(1011, 'Internal error encountered.');
    return {
      'go-away': {
        kind: 'once',
        set: () => void this.#goAway(),
      },
      'mid-answer': {
        kind: 'switch',
        isOn: () => this.#middle.isArmed,
        set: (on) => (on ? this.#middle.arm(close) : this.#middle.disarm()),
      },
      'mid-answer-kill': {
        kind: 'switch',
        isOn: () => this.#kill.isArmed,
        set: (on) => (on ? this.#kill.arm() : this.#kill.disarm()),
      },
      'dead-handle': {
        kind: 'once',
        set: () => {
          live.forget();
          for (const connection of this.#connections) close(connection);
        },
      },
      'slow-model': {
        kind: 'switch',
        set: (on) => Object.assign(live, { thinkMs: on ? SLOW : 0 }),
      },
    };
  }

  #otherSwitches(): Record<Exclude<FaultName, ModelFault>, Switch> {
    const { discord } = this.#scene.world;
    return {
      'rate-limit': {
        kind: 'once',
        set: () => discord.limit({ route: /^(?:POST|PATCH) .*\/messages\b/, ...LIMIT }),
      },
      gateway: {
        kind: 'once',
        set: () => discord.gateway.drop(),
      },
      'packet-loss': {
        kind: 'switch',
        count: () => discord.voice.faults.lost,
        set: (on) => {
          const conditions = on ? { loss: LOSS } : {};
          Object.assign(discord.voice.faults, { toClient: conditions, fromClient: conditions });
        },
      },
      store: {
        kind: 'switch',
        set: (on) => (on ? this.#outage.begin() : this.#outage.end()),
      },
    };
  }

  async #goAway(): Promise<void> {
    const leaving = this.#connections;
    for (const connection of leaving) connection.goAway(`${NOTICE / 1_000}s`);
    await systemClock.sleep(NOTICE, this.#closing).catch(() => {});
    for (const connection of leaving) connection.close(1011, 'The service is currently unavailable.');
  }
}
