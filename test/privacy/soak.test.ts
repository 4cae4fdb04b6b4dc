import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Ledger } from '../../src/budget/ledger.ts';
import { openChoices, openPrivacy } from '../../src/parts/privacy-part.ts';
import { ALONE } from '../claims/alone.ts';
import { checks, failed } from '../soak/checks.ts';
import type { Install } from '../soak/client.ts';
import { live } from '../soak/day.ts';
import { judge } from '../soak/judge.ts';
import { PLACE, type ProcessParts, parley } from '../soak/parley.ts';
import { DAY, storyOf } from '../soak/story.ts';
import { NOTHING_SET, QUIET_BOT } from './quiet-bot.ts';

const HOUR = 60 * 60_000;
const GONE = { id: '710000000000000001', name: 'Gone' };
const WORD = 'zqxgone';
const BOB_WORD = 'zqxbob';
const BOB = { id: '710000000000000002', name: 'Bob' };

/** All troubles of a day, but fewer questions of others than `test/soak` asks: who matters here are the two. */
const SIZE = { ms: DAY, typed: 250, spoken: 60 };

/** How often the two ask. */
const PACE = 20 * 60_000;

/** What one deletion found and left. */
type Deletion = { before: number; after: number; others: [before: number, after: number]; result: string };

/** Parley's day with two more people, of whom one has everything deleted, at 11:00 in mid answer and at the end. */
class Guests {
  readonly deletions: Deletion[] = [];
  #parts: ProcessParts | undefined;

  readonly install: Install = async (world) => {
    const machine = await parley(undefined, (parts) => {
      this.#parts = parts;
    })(world);
    void this.#visit(world.clock);
    const close = async () => machine.close();
    return { ...machine, close };
  };

  async #visit(clock: ProcessParts['clock']): Promise<void> {
    for (let at = 0; at < 23 * HOUR; at += PACE) {
      await clock.sleep(PACE);
      this.#ask(GONE, `${WORD} asks something at ${at}`);
      this.#ask(BOB, `${BOB_WORD} asks something at ${at}`);
      if (at === 11 * HOUR - PACE || at === 22 * HOUR) await this.#delete();
    }
  }

  /** Nobody answers while the process is being replaced. */
  #ask(person: typeof GONE, text: string): void {
    try {
      this.#parts?.conversations.ask(PLACE, { person, text });
    } catch {}
  }

  async #delete(): Promise<void> {
    const parts = this.#parts;
    if (!parts) throw new Error('nothing runs');
    const { store, conversations, clock, log } = parts;
    const { privacy } = openPrivacy(QUIET_BOT, {
      ...{ store, conversations, clock, log },
      choices: openChoices(store),
      sounds: { forget() {} },
      face: { async giveBack() {} },
      accounts: new Ledger({ store, leases: store.leases(), clock, log }),
      settings: NOTHING_SET,
      claims: { ...ALONE, list: () => [{ home: '1', channels: [], usedAt: 0 }] },
    });
    const [before, others] = [await this.count(WORD), await this.count(BOB_WORD)];
    const result = await privacy.erase({ is: 'person', person: GONE.id });
    const after = await this.count(WORD);
    this.deletions.push({ before, after, others: [others, await this.count(BOB_WORD)], result });
  }

  /** How many rows of the store hold a word. */
  async count(word: string): Promise<number> {
    let found = 0;
    if (this.#parts) for await (const { text } of this.#parts.store.list('')) if (text.includes(word)) found += 1;
    return found;
  }
}

test('a day of faults goes on around two deletions, which leave nothing of one and everything of the others', async (t) => {
  const guests = new Guests();
  const ledger = await live(storyOf(1, SIZE), guests.install);
  const verdict = judge(ledger);
  for (const { what, found } of checks(verdict)) t.diagnostic(`${what}: ${Math.round(found)}`);
  assert.deepEqual(failed(verdict), []);
  assert.equal(guests.deletions.length, 2);
  for (const { before, after, others, result } of guests.deletions) {
    assert.ok(others[1] >= others[0], 'something of somebody else went');
    assert.ok(before > 5, 'there was something to delete');
    assert.deepEqual([result, after], ['done', 0]);
  }
});
