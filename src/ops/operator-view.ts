import type { Clock } from '../base/clock.ts';
import type { Health } from './health.ts';
import type { Levels } from './levels.ts';
import type { OperatorHistory } from './operator-history.ts';
import type { NamedTurn, OperatedParts, OperatorState, PartsView, Sample } from './operator-state.ts';
import type { TurnLine, TurnLines } from './turn-lines.ts';
import type { WarningCounts } from './warning-counts.ts';

/** What the view is made of. The levels and parts are missing while the process starts. */
export type OperatorSources = {
  health: Health;
  history: OperatorHistory;
  turns: Pick<TurnLines, 'list' | 'find' | 'on'>;
  warnings: Pick<WarningCounts, 'list'> | undefined;
  levels(): Levels | undefined;
  parts(): OperatedParts | undefined;
  mostSessions: number;
  /** When the process started, in milliseconds since the epoch. */
  since: number;
  clock: Clock;
};

/** How long a state that was made for one reader does for the others, in milliseconds. */
const FRESH = 900;

/** How many of the conversations, caps and warnings are shown; the page can't show more, and each is sent every second. */
const MOST_SHOWN = 50;

const NO_LEVELS: Levels = {
  sessions: () => 0,
  conversations: () => 0,
  countWaiting: () => 0,
  calls: () => 0,
  countSoundBytes: () => 0,
  voiceProcesses: () => 0,
  store: () => ({ is: 'starting', queued: 0, bytes: 0, lost: 0, errors: 0 }),
};

const NO_PARTS: PartsView = { shards: [], awake: [], caps: undefined, near: [] };

/** What the page shows. It's made only when somebody asks, and once for all who ask within a second. */
export class OperatorView {
  readonly #sources: OperatorSources;
  #made: { at: number; state: Promise<OperatorState> } | undefined;

  constructor(sources: OperatorSources) {
    this.#sources = sources;
  }

  /** The numbers of the last quarter of an hour, the oldest first. */
  get history(): readonly Sample[] {
    return this.#sources.history.samples;
  }

  /** How everything is. */
  read(): Promise<OperatorState> {
    const now = this.#sources.clock.now();
    const made = this.#made;
    if (made && now - made.at < FRESH) return made.state;
    const state = this.#make();
    this.#made = { at: now, state };
    return state;
  }

  /** What is said next isn't what was made before. */
  forget(): void {
    this.#made = undefined;
  }

  /** The newest turns, the newest first. */
  listTurns(): NamedTurn[] {
    return this.#sources.turns.list().map((line) => this.name(line));
  }

  findTurn(id: number): NamedTurn | undefined {
    const line = this.#sources.turns.find(id);
    return line && this.name(line);
  }

  /** Tells every change of a turn. Returns what ends that. */
  onTurn(listener: (line: TurnLine) => void): () => void {
    return this.#sources.turns.on(listener);
  }

  /** A turn with the names of its place. */
  name(line: TurnLine): NamedTurn {
    const place = this.#sources.parts()?.findNames(line.server, line.channel) ?? { isThread: false };
    return { ...line, place };
  }

  async #make(): Promise<OperatorState> {
    const { health, history, warnings, mostSessions, since, clock } = this.#sources;
    const levels = this.#sources.levels() ?? NO_LEVELS;
    const parts = this.#sources.parts();
    const { shards, awake, caps, near } = (await parts?.describe()) ?? NO_PARTS;
    const { is, queued, lost, errors } = levels.store();
    return {
      at: clock.wall(),
      since,
      readiness: health.readiness(levels.sessions()),
      isDraining: health.troubles.includes('stopping'),
      takesCalls: parts?.takesCalls ?? false,
      mostSessions,
      conversations: levels.conversations(),
      voiceProcesses: levels.voiceProcesses(),
      memory: process.memoryUsage.rss(),
      store: { is, queued, lost, errors },
      shards,
      awake: awake.slice(0, MOST_SHOWN),
      ...(caps && { caps }),
      near: near.slice(0, MOST_SHOWN),
      warnings: warnings?.list().slice(0, MOST_SHOWN) ?? [],
      totals: history.totals,
      sample: history.take(levels),
    };
  }
}
