import type { Clock } from '../../src/base/clock.ts';
import type { LocalConnection } from '../../world/live/connection.ts';
import type { ConnectionFault } from '../../world/live/fault.ts';
import type { Live } from '../../world/live/live.ts';
import { Blows } from './blows.ts';
import type { Ledger, Link } from './ledger.ts';
import { modelOf } from './model.ts';
import { Moments } from './moments.ts';
import type { Owner } from './owner.ts';
import type { Life, Spell, Story, Trouble } from './story.ts';
import { cloud, FAIR } from './weather.ts';

/** How long the owner takes to mend what only they can, and what they do then. */
const MENDING = 60_000;
const MENDED = { is: 'stop', away: 1_000 } as const;

/** A process that ends while it dials does so after so many milliseconds. */
const DIALLING = 100;

/** Nobody says anything for so long after an answer: then it is a quiet moment. */
const QUIET = 3_000;

/** Lets a story happen to a local Live API and its client: lives of connections, blows, bad weather. */
export class Director {
  /** What people wait for. */
  readonly moments: Moments;
  readonly #live: Live;
  readonly #clock: Clock;
  readonly #story: Story;
  readonly #ledger: Ledger;
  readonly #owner: Owner;
  readonly #begun: number;
  readonly #blows: Blows;
  readonly #connections = new Map<LocalConnection, number>();
  readonly #failed: (error: unknown) => void;

  constructor(live: Live, story: Story, ledger: Ledger, owner: Owner, failed: (error: unknown) => void) {
    this.#live = live;
    this.#clock = live.clock;
    this.#story = story;
    this.#ledger = ledger;
    this.#owner = owner;
    this.#failed = failed;
    this.#begun = live.clock.now();
    this.#blows = new Blows(live, ledger, (how) => this.#run(owner.restart(how)));
    this.moments = new Moments(live.clock, this.#begun + story.ms, failed);
  }

  /** Begins. */
  direct(): void {
    const live = this.#live;
    Object.assign(live, FAIR, { playback: true });
    live.script = modelOf(this.#story.sayings, this.#connections, this.#ledger, this.#blows);
    live.dialled = (fault) => this.#dialled(fault);
    live.sent = (connection, frame) => this.#sent(connection, frame as Record<string, unknown>);
    live.left = (connection, answer) => this.#left(connection, answer);
    this.#run(this.#trouble());
    for (const spell of this.#story.spells) this.#run(this.#spell(spell));
  }

  /** Blows whose moment has not come. */
  get waiting(): Trouble[] {
    return this.#blows.waiting;
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

  async #spell({ at, until, season: { name, weather } }: Spell): Promise<void> {
    await this.#until(at);
    const clear = cloud(this.#live, weather);
    await this.#until(until);
    clear();
    const excuse = weather.is === 'outage' ? weather.excuse : undefined;
    this.#ledger.spells.push({ name, from: this.#begun + at, until: this.#begun + until, excuse });
  }

  #dialled(fault: ConnectionFault): void {
    this.#ledger.dials.push(this.#clock.now());
    const line = this.#blows.dialled(fault)?.line;
    if (line?.excuse === 'stopped') this.#run(this.#clock.sleep(MENDING).then(() => this.#owner.restart(MENDED)));
    const blow = line?.blow;
    if (blow?.is !== 'stop' && blow?.is !== 'kill') return;
    this.#run(this.#clock.sleep(DIALLING).then(() => this.#owner.restart(blow)));
  }

  #sent(connection: LocalConnection, frame: Record<string, unknown>): void {
    if (frame.setupComplete) this.#begin(connection);
    const link = this.#linkOf(connection);
    if (frame.goAway && link) {
      link.goAwayAt = this.#clock.now();
      this.moments.come('rotation');
    }
    const content = frame.serverContent as { turnComplete?: boolean } | undefined; // The world's own frames.
    if (content?.turnComplete) this.#run(this.#rest(connection));
  }

  #begin(connection: LocalConnection): void {
    this.#blows.passed();
    const index = this.#ledger.links.length;
    const link: Link = {
      readyAt: this.#clock.now(),
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
      if (code >= 1_006) this.moments.come('rotation');
    });
    const trouble = this.#blows.take('setup');
    if (trouble) this.#blows.deal(connection, trouble.line);
    const life = this.#story.lives[index % this.#story.lives.length];
    if (life) this.#age(connection, life, over.signal).catch((error) => over.signal.aborted || this.#failed(error));
  }

  async #age(connection: LocalConnection, { ms, notice = 0, silent, code, reason }: Life, signal: AbortSignal) {
    await this.#clock.sleep(ms - notice, signal);
    if (notice > 0) {
      connection.goAway(`${Math.floor(notice / 1_000)}s`);
      if (silent) connection.mute();
      await this.#clock.sleep(notice, signal);
    }
    if (code === 1006) connection.drop();
    else connection.close(code, reason);
  }

  /** After an answer: a blow for quiet moments falls if it is one. */
  async #rest(connection: LocalConnection): Promise<void> {
    await this.#clock.sleep(QUIET);
    if (!connection.open || !this.#ledger.quiet(QUIET)) return;
    const trouble = this.#blows.take('idle');
    if (trouble) this.#blows.deal(connection, trouble.line);
  }

  /** The client closes: the answer is on its way as long as anything else. */
  #left(connection: LocalConnection, answer: () => void): void {
    const link = this.#linkOf(connection);
    const isIdle = link && link.goAwayAt === undefined && !this.#owner.restarting;
    const trouble = isIdle ? this.#blows.take('leave') : undefined;
    if (isIdle) {
      link.leftAt = this.#clock.now();
      this.moments.come('leave');
    }
    if (trouble) this.#blows.deal(connection, trouble.line);
    if (trouble?.line.blow.is !== 'freeze') this.#run(this.#clock.sleep(this.#live.latencyMs).then(answer));
  }

  #linkOf(connection: LocalConnection): Link | undefined {
    return this.#ledger.links[this.#connections.get(connection) ?? -1];
  }
}
