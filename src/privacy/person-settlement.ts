import type { Logger } from 'pino';
import { type Place, toPlace } from '../base/place.ts';
import type { Claims } from '../claims/claims.ts';
import type { Conversations } from '../conversation/conversations.ts';
import { RECORD_KINDS } from '../store/record-kinds.ts';
import type { Store } from '../store/store.ts';
import type { Choices } from './choices.ts';
import type { ErasureProgress, ErasureSubject } from './erasure.ts';
import { findTraces, type TraceMeans } from './traces.ts';

/** What erasing needs. Every part of a home is erased by the process that talks there, because it alone may write there. */
export type SettlementMeans = TraceMeans & {
  store: Pick<Store, 'shelf' | 'list' | 'deleteKeys'>;
  claims: Pick<Claims, 'visit' | 'keep'>;
  conversations: Pick<Conversations, 'erase' | 'reset'>;
  choices: Pick<Choices, 'erase'>;
  /** What was spent in each home. Without a person, all of it goes; else only whose it was, up to the day of `before`. */
  accounts: { erase(home: string, person?: string, before?: number): Promise<void> };
  /** What is set in each home. Only who has set it goes. */
  settings: { erase(home: string, person: string, before: number): Promise<void> };
  /** What Parley has made of itself in a server at Discord. */
  face: { giveBack(server: string): Promise<unknown> };
  log: Logger;
};

/** How many places are worked on at the same time. */
const AT_ONCE = 4;

/**
 * Erases what is of a person from no later than `before`, wherever this process may, and tells whether anything was left to
 * erase when it began. It's done once it finds nothing: what another process holds is erased by that one.
 *
 * @throws {StoreUnavailableError}
 */
export const settlePerson = async (
  { person, server }: Extract<ErasureSubject, { is: 'person' }>,
  means: SettlementMeans,
  before: number,
): Promise<ErasureProgress> => {
  const { claims, conversations, choices, accounts, settings } = means;
  const found = await findTraces(means, { person, server, before });
  // First, because whoever reads one of these sets a copy of it aside.
  if (found.unreadable.length > 0) await means.store.deleteKeys(found.unreadable);
  if (found.reminders.length > 0)
    await means.store.deleteKeys(found.reminders.map((id) => `${RECORD_KINDS.reminder.name}:${id}`));
  const inHome = (home: string, erase: () => Promise<void>) => () => runInPlace(claims, toPlace(home, home), erase);
  const works = [
    ...found.places.map((place) => () => runInPlace(claims, place, () => conversations.erase(place, person, before))),
    ...found.settings.map((home) => inHome(home, () => settings.erase(home, person, before))),
    ...found.accounts.map((home) => inHome(home, () => accounts.erase(home, person, before))),
  ];
  const all = await runAll(works, means.log);
  if (found.choice) await choices.erase(person, before, server);
  if (!all) return 'left';
  if (works.length > 0 || found.choice || found.unreadable.length + found.reminders.length > 0) return 'worked';
  return judgeSealed(found.sealers, means.log);
};

/** How far a deletion is that has found nothing more, if records by these sealers weren't looked through; logs it. */
export const judgeSealed = (sealers: ReadonlyMap<string, number>, log: Logger): 'clean' | 'sealed' => {
  if (sealers.size === 0) return 'clean';
  const keys = [...sealers].map(([name, records]) => ({ name, records }));
  log.warn(
    { event: 'erasure.sealed', keys },
    'a deletion could not look through records that were encrypted with a key that STORE_KEY doesn’t list',
  );
  return 'sealed';
};

/** Works in a place if nobody else talks there, and resolves to whether that was so. */
export const runInPlace = async (
  claims: SettlementMeans['claims'],
  place: Place,
  work: () => Promise<unknown>,
): Promise<boolean> => {
  if (!(await claims.visit(place))) return false;
  const done = work();
  claims.keep(place.channel, done);
  await done;
  return true;
};

/** Does all works, a few at a time. Resolves to whether each was done; one that fails is tried again later. */
export const runAll = async (works: readonly (() => Promise<boolean>)[], log: Logger): Promise<boolean> => {
  const waiting = [...works];
  let all = true;
  const take = async () => {
    for (let work = waiting.shift(); work; work = waiting.shift())
      try {
        all = (await work()) && all;
      } catch (error) {
        log.warn({ event: 'erasure.failed', err: error }, 'something could not be deleted yet');
        all = false;
      }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, take));
  return all;
};
