import { systemClock } from '../../src/base/clock.ts';
import type { LocalConnection } from '../../world/live/connection.ts';
import type { Scene } from '../scene.ts';
import type { MidAnswer } from './mid-answer.ts';
import type { MidAnswerKill } from './mid-answer-kill.ts';
import type { RoomFault } from './page/room-protocol.ts';
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

/** One thing that can be broken, and how. */
type Switch = Omit<RoomFault, 'name' | 'isOn'> & { set(on: boolean): void; isOn?(): boolean; sum?(): string };

/** What goes wrong in a room on purpose. */
export class RoomFaults {
  readonly #scene: Scene;
  readonly #middle: MidAnswer;
  readonly #kill: MidAnswerKill;
  readonly #switches: Readonly<Record<string, Switch>>;
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
    return Object.entries(this.#switches).map(([name, { title, about, kind, isOn, sum }]) => {
      const words = [about, sum?.()].filter(Boolean).join(' ');
      return { name, title, about: words, kind, isOn: isOn?.() ?? this.#on.has(name) };
    });
  }

  /** Breaks something, or mends it. @throws an error if there's nothing of that name, or it can't be broken now */
  set(name: string, on: boolean): void {
    const found = this.#switches[name];
    if (!found) throw new Error('There’s nothing of that name to break.');
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

  #modelSwitches(): Record<string, Switch> {
    const { live } = this.#scene.world;
    const close = (connection: LocalConnection) => connection.close(1011, 'Internal error encountered.');
    return {
      'go-away': {
        ...{ kind: 'once', title: 'Google says goodbye (goAway)' },
        about: 'Google says that it closes all connections to the model in five seconds, and does so.',
        set: () => void this.#goAway(),
      },
      'mid-answer': {
        ...{ kind: 'switch', title: 'Close in mid answer' },
        about: 'The connection to the model breaks in the middle of the next answer. Ask it to count to 100.',
        isOn: () => this.#middle.isArmed,
        set: (on) => (on ? this.#middle.arm(close) : this.#middle.disarm()),
      },
      'mid-answer-kill': {
        ...{ kind: 'switch', title: 'Kill the bot in mid answer' },
        about: 'The bot is killed in the middle of the next answer. Ask it to count to 100, then start the bot again.',
        isOn: () => this.#kill.isArmed,
        set: (on) => (on ? this.#kill.arm() : this.#kill.disarm()),
      },
      'dead-handle': {
        ...{ kind: 'once', title: 'Forgotten sessions (dead handle)' },
        about: 'All connections break, and Google has forgotten the sessions. What was said before must not be lost.',
        set: () => {
          live.forget();
          for (const connection of this.#connections) close(connection);
        },
      },
      'slow-model': {
        ...{ kind: 'switch', title: 'Slow model' },
        about: 'The model thinks for eight seconds before each answer.',
        set: (on) => Object.assign(live, { thinkMs: on ? SLOW : 0 }),
      },
    };
  }

  #otherSwitches(): Record<string, Switch> {
    const { discord } = this.#scene.world;
    return {
      'rate-limit': {
        ...{ kind: 'once', title: 'Discord says: too fast (429)' },
        about: 'Discord refuses the bot’s next four messages and edits, each for two seconds.',
        set: () => discord.limit({ route: /^(?:POST|PATCH) .*\/messages\b/, ...LIMIT }),
      },
      gateway: {
        ...{ kind: 'once', title: 'Gateway cut' },
        about: 'The connection over which Discord tells the bot everything breaks.',
        set: () => discord.gateway.drop(),
      },
      'packet-loss': {
        ...{ kind: 'switch', title: 'Packet loss' },
        about: 'In calls, 15 % of all packets are lost, in both directions.',
        sum: () => (discord.voice.faults.lost > 0 ? `So far, it’s ${discord.voice.faults.lost}.` : ''),
        set: (on) => {
          const conditions = on ? { loss: LOSS } : {};
          Object.assign(discord.voice.faults, { toClient: conditions, fromClient: conditions });
        },
      },
      store: {
        ...{ kind: 'switch', title: 'Store away' },
        about: 'Nothing can be read from the bot’s store or written to it, as if its server were gone.',
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
