import type { Clock } from '../../src/base/clock.ts';
import type { Excuse } from './catalogue.ts';
import type { Saying } from './sayings.ts';
import type { Trouble } from './story.ts';

/** How a reply ended. `told` is what the person read who had asked; a failure without it was silent. */
export type End =
  | { is: 'complete' }
  | { is: 'interrupted' }
  | { is: 'silent' }
  | { is: 'failed'; told?: string | undefined };

/** What a person gets back for what they said. */
export type Reply = {
  /** What could be read of the answer so far. */
  readonly text: string;
  /** Resolves with the first piece of an answer; it may never do. */
  readonly first: Promise<void>;
  readonly ended: Promise<End>;
  /** When nothing before it was left to be answered, where the client knows; milliseconds by the clock. */
  readonly began?: number | undefined;
  /** Somebody wants silence. */
  hush(): void;
};

/** Something that was said, and what came of it. Times are milliseconds by the clock. */
export type Said = {
  saying: Saying;
  at: number;
  reply?: Reply;
  end?: End;
  endedAt?: number;
  hushed: boolean;
};

/** One time that the model was asked a question: what it knew of earlier ones, oldest first, and what it said. */
export type Attempt = {
  number: number;
  at: number;
  connection: number;
  remembered: number[];
  /** Frames of a spoken question that did not come, or not in their order. */
  missing: number;
  /** What it said, and in brackets what it wrote. */
  sent: string;
};

/** One connection that was set up. `dial` is how many dials there had been by then. */
export type Link = {
  readyAt: number;
  dial: number;
  resumed: boolean;
  goAwayAt?: number;
  /** When the client began to close it because nobody said anything. */
  leftAt?: number;
  endedAt?: number;
  /** When somebody began to speak on it. */
  voices: number[];
};

/** One blow that fell. `number` is the question that it fell on, if any. */
export type Strike = { at: number; trouble: Trouble; number?: number | undefined };

/** Everything that really happened, seen from both sides. It judges nothing. */
export class Ledger {
  readonly clock: Clock;
  /** When the story began. */
  readonly begun: number;
  readonly said: Said[] = [];
  readonly attempts: Attempt[] = [];
  readonly links: Link[] = [];
  readonly dials: number[] = [];
  readonly strikes: Strike[] = [];
  /** Blows that never fell, because their moment did not come. */
  missed: Trouble[] = [];
  /** When each time of bad weather began and ended, and what people may be told about it, if anything. */
  readonly spells: { name: string; from: number; until: number; excuse: Excuse | undefined }[] = [];
  /** When each process was told to end, or died, and when there was another one. */
  readonly restarts: { from: number; until: number }[] = [];
  /** Of each utterance whose end came: how many frames were missing the best time. */
  readonly heard = new Map<number, number>();
  /** What the client sent that had to be refused. */
  unexpected: string[] = [];
  /** Connections that are still open when everything is over. */
  left = 0;

  constructor(clock: Clock) {
    this.clock = clock;
    this.begun = clock.now();
  }

  /** The last time that a question was asked. */
  lastAttempt(number: number): Attempt | undefined {
    return this.attempts.findLast((attempt) => attempt.number === number);
  }

  /** Something that was said has ended, unless it had before. */
  end(said: Said, end: End): void {
    if (said.end) return;
    said.end = end;
    said.endedAt = this.clock.now();
  }

  /** Whether nobody has said anything for so many milliseconds. */
  quiet(ms: number): boolean {
    const last = this.said.at(-1);
    if (!last) return true;
    const length = last.saying.is === 'spoken' ? last.saying.ms : 0;
    return last.at + length + ms <= this.clock.now();
  }
}
