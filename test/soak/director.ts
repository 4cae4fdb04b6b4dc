import type { Clock } from '../../src/clock.ts';
import type { Connection } from '../world/live/connection.ts';
import type { Fault } from '../world/live/fault.ts';
import type { Live } from '../world/live/live.ts';
import { Blows } from './blows.ts';
import type { Weather } from './catalogue.ts';
import type { Ledger, Link } from './ledger.ts';
import { modelOf } from './model.ts';
import type { Life, Spell, Story, Trouble } from './story.ts';

/** What the world is like while nothing is wrong; milliseconds. */
const FAIR = { latencyMs: 30, handleDelay: 300, pongDelay: 0, setupDelay: 150 };

/** Whoever waits for a rotation speaks after so long without one. */
const NO_ROTATION = 15 * 60_000;

/** How long the owner takes to mend what only they can. */
const MENDING = 60_000;

/** Nobody says anything for so long after an answer: then it is a quiet moment. */
const QUIET = 3_000;

/** So many dials of an outage fail at most; nobody sane dials more often. */
const MOST_FAILING = 500;

/** Lets a story happen to a local Live API: lives of connections, blows, bad weather. */
export class Director {
  readonly #live: Live;
  readonly #clock: Clock;
  readonly #story: Story;
  readonly #ledger: Ledger;
  readonly #restart: () => Promise<void>;
  readonly #begun: number;
  readonly #blows: Blows;
  readonly #connections = new Map<Connection, number>();
  /** What waits for the next rotation. */
  readonly #waiting = new Set<() => void>();
  #failed: (error: unknown) => void;

  constructor(
    live: Live,
    story: Story,
    ledger: Ledger,
    { restart, failed }: { restart(): Promise<void>; failed(error: unknown): void },
  ) {
    this.#live = live;
    this.#clock = live.clock;
    this.#story = story;
    this.#ledger = ledger;
    this.#restart = restart;
    this.#failed = failed;
    this.#begun = live.clock.now();
    this.#blows = new Blows(live, ledger);
  }

  /** Begins. */
  direct(): void {
    const live = this.#live;
    Object.assign(live, FAIR, { playback: true });
    live.script = modelOf(this.#story.sayings, this.#connections, this.#ledger, this.#blows);
    live.dialled = (fault) => this.#dialled(fault);
    live.sent = (connection, frame) => this.#sent(connection, frame as Record<string, unknown>);
    this.#run(this.#trouble());
    for (const spell of this.#story.spells) this.#run(this.#spell(spell));
  }

  /** Blows whose moment has not come. */
  get waiting(): Trouble[] {
    return this.#blows.waiting;
  }

  /** Runs `then` so many milliseconds after the next end of a connection, announced or not. */
  atRotation(ms: number, then: () => void): void {
    const enough = new AbortController();
    const go = () => {
      if (!this.#waiting.delete(go)) return;
      enough.abort();
      this.#run(this.#clock.sleep(ms).then(then));
    };
    this.#waiting.add(go);
    this.#clock.sleep(NO_ROTATION, enough.signal).then(go, () => {});
  }

  /** Somebody is in the middle of speaking. */
  speaking(): void {
    const connection = [...this.#connections.keys()].findLast(({ open }) => open);
    const trouble = connection && this.#blows.take('speech');
    if (connection && trouble) this.#blows.deal(connection, trouble.line);
  }

  #run(doing: Promise<unknown>): void {
    doing.catch(this.#failed);
  }

  #until(at: number): Promise<void> {
    return this.#clock.sleep(this.#begun + at - this.#clock.now());
  }

  async #trouble(): Promise<void> {
    for (const trouble of this.#story.troubles) {
      await this.#until(trouble.at);
      this.#blows.arm(trouble);
    }
  }

  #dialled(fault: Fault): void {
    this.#ledger.dials.push(this.#clock.now());
    if (this.#blows.dialled(fault)?.line.excuse === 'stopped') this.#run(this.#mend());
  }

  async #mend(): Promise<void> {
    await this.#clock.sleep(MENDING);
    await this.#restart();
    this.#ledger.restarts.push(this.#clock.now());
  }

  async #spell({ at, until, weather }: Spell): Promise<void> {
    await this.#until(at);
    const clear = this.#cloud(weather);
    await this.#until(until);
    clear();
    if (weather.is !== 'outage') return;
    this.#ledger.outages.push({ from: this.#begun + at, until: this.#begun + until, excuse: weather.excuse });
  }

  /** Makes the weather bad; the result makes it fair again. */
  #cloud(weather: Weather): () => void {
    const live = this.#live;
    switch (weather.is) {
      case 'outage': {
        const failing = Array.from({ length: MOST_FAILING }, (): Fault => ({ ...weather.fault }));
        live.dialling.unshift(...failing);
        return () => {
          const others = live.dialling.filter((fault) => !failing.includes(fault));
          live.dialling.splice(0, live.dialling.length, ...others);
        };
      }
      case 'late handles':
        live.handleDelay = weather.ms;
        return () => Object.assign(live, { handleDelay: FAIR.handleDelay });
      case 'slow pongs':
        live.pongDelay = weather.ms;
        return () => Object.assign(live, { pongDelay: FAIR.pongDelay });
      case 'slow network':
        live.latencyMs = weather.ms;
        return () => Object.assign(live, { latencyMs: FAIR.latencyMs });
    }
  }

  #sent(connection: Connection, frame: Record<string, unknown>): void {
    const link = this.#ledger.links[this.#connections.get(connection) ?? -1];
    if (frame.setupComplete) this.#begin(connection);
    if (frame.goAway && link) {
      link.goAwayAt = this.#clock.now();
      this.#rotate();
    }
    const content = frame.serverContent as { turnComplete?: boolean } | undefined; // The world's own frames.
    if (content?.turnComplete) this.#run(this.#rest(connection));
  }

  #begin(connection: Connection): void {
    const index = this.#ledger.links.length;
    const now = this.#clock.now();
    const link: Link = {
      readyAt: now,
      dial: this.#ledger.dials.length,
      resumed: connection.setup.sessionResumption?.handle !== undefined,
      voices: [],
    };
    this.#connections.set(connection, index);
    this.#ledger.links.push(link);
    const over = new AbortController();
    connection.ended.then(({ code }) => {
      link.endedAt = this.#clock.now();
      link.voices = connection.heard.inputs.flatMap((input) => (input.is === 'activityStart' ? [input.at] : []));
      this.#connections.delete(connection);
      over.abort();
      // A client that closes because nobody speaks any more makes no rotation.
      if (code >= 1_006) this.#rotate();
    });
    const trouble = this.#blows.take('setup');
    if (trouble) this.#blows.deal(connection, trouble.line);
    const life = this.#story.lives[index % this.#story.lives.length];
    if (life) this.#age(connection, life, over.signal).catch((error) => over.signal.aborted || this.#failed(error));
  }

  async #age(connection: Connection, { ms, notice = 0, silent, code, reason }: Life, signal: AbortSignal) {
    await this.#clock.sleep(ms - notice, signal);
    if (notice > 0) {
      connection.goAway(`${Math.floor(notice / 1_000)}s`);
      if (silent) connection.mute();
      await this.#clock.sleep(notice, signal);
    }
    if (code === 1006) connection.drop();
    else connection.close(code, reason);
  }

  #rotate(): void {
    for (const go of [...this.#waiting]) go();
  }

  /** After an answer: a blow for quiet moments falls if it is one. */
  async #rest(connection: Connection): Promise<void> {
    await this.#clock.sleep(QUIET);
    if (!connection.open || !this.#ledger.quiet(QUIET)) return;
    const trouble = this.#blows.take('idle');
    if (trouble) this.#blows.deal(connection, trouble.line);
  }
}
