import type { Logger } from 'pino';
import type { Clock } from '../base/clock.ts';
import { UserError } from '../base/errors.ts';
import { readRecord, type SettingsRecord } from '../settings/record.ts';
import { HomeLock } from '../store/home-lock.ts';
import type { Leases } from '../store/leases.ts';
import { RECORD_KINDS } from '../store/record-kinds.ts';
import type { Store } from '../store/store.ts';
import {
  compareFaces,
  type Face,
  type FaceChange,
  type FaceFault,
  type FacePart,
  type FaceVerdict,
  listFaceParts,
  noteFace,
  readFace,
} from './face.ts';

export type FaceKeeperOptions = {
  store: Pick<Store, 'shelf' | 'under'>;
  leases: Pick<Leases, 'take'>;
  /** Tells Discord how Parley looks in a server. It never rejects. */
  send(server: string, change: FaceChange): Promise<FaceVerdict>;
  /** The nickname that Parley has in a server: null if it has none, nothing if that isn't known. */
  findNick(server: string): string | null | undefined;
  clock: Clock;
  log: Logger;
};

/** What Discord doesn't show, and why; without a part it's all that was to be changed. */
export type FaceTrouble = { parts: readonly FacePart[]; why: FaceFault };

/**
 * Has Discord show Parley in each server as its settings say. Only one process at a time does it for a server, and what Discord
 * shows already isn't sent again. In servers whose owners never asked for it, nothing is sent.
 */
export class FaceKeeper {
  readonly #options: FaceKeeperOptions;
  readonly #lock: HomeLock;

  constructor(options: FaceKeeperOptions) {
    this.#options = options;
    this.#lock = new HomeLock(options, 'face');
  }

  /** Has Discord show what is set in a server at this moment. Resolves to what it doesn't show. Never rejects. */
  async apply(server: string): Promise<FaceTrouble[]> {
    return this.#apply(server, () => this.#options.findNick(server));
  }

  /**
   * Gives Parley a picture of its own in a server, or takes it away with null. The picture isn't kept: Discord has it.
   * Resolves to what went wrong. Never rejects.
   */
  async wear(server: string, jpeg: Buffer | null): Promise<FaceTrouble[]> {
    const avatar = jpeg && `data:image/jpeg;base64,${jpeg.toString('base64')}`;
    return this.#change(server, async () => ({ avatar }));
  }

  /** Gives back all that Parley has changed about itself in a server, whatever is set. Never rejects. */
  async giveBack(server: string): Promise<FaceTrouble[]> {
    return this.#change(server, async (shown) => Object.fromEntries(Object.keys(shown).map((part) => [part, null])));
  }

  /** Parley has left a server, and Discord forgets what it looked like there. Never rejects. */
  async forget(server: string): Promise<void> {
    const faces = this.#options.store.shelf<Face>(RECORD_KINDS.face);
    const shown = await faces.getOrNothing(server);
    if (shown) await faces.delete([server]).catch(() => {});
  }

  /**
   * Catches up in servers after a start: what a dead process, or one that Discord refused, has left undone. Servers where
   * nothing differs cost no more than being read, all at once. A nickname that somebody gave Parley by hand stays: Discord may
   * only not have told yet of the one that another process has just sent. Never rejects.
   */
  async restore(servers: readonly string[]): Promise<void> {
    const { store } = this.#options;
    const ids = [...servers];
    const [records, faces] = await Promise.all([
      store.shelf<SettingsRecord>(RECORD_KINDS.settings).getPatiently(ids),
      store.shelf<Face>(RECORD_KINDS.face).getPatiently(ids),
    ]).catch(() => [[], []]);
    for (const [index, server] of ids.entries()) {
      const change = compareFaces(readFace(readRecord(records[index])), faces[index] ?? {});
      if (listFaceParts(change).length > 0) await this.#apply(server);
    }
  }

  /** Sends what is set and not shown, or not by `findNick`, which tells the nickname that Discord says Parley has. */
  #apply(server: string, findNick?: () => string | null | undefined): Promise<FaceTrouble[]> {
    return this.#change(server, async (shown) => {
      const record = await this.#options.store.shelf<SettingsRecord>(RECORD_KINDS.settings).get(server);
      return compareFaces(readFace(readRecord(record)), shown, findNick?.());
    });
  }

  /** Sends what `plan` makes of what is shown, with nobody else at it, and notes what Discord shows from then on. */
  async #change(server: string, plan: (shown: Face) => Promise<FaceChange>): Promise<FaceTrouble[]> {
    const { store, log } = this.#options;
    try {
      return await this.#lock.run(server, async (lease) => {
        const faces = store.under(async () => lease).shelf<Face>(RECORD_KINDS.face);
        const shown = (await faces.get(server)) ?? {};
        const change = await plan(shown);
        const { parts, troubles } = await this.#send(server, change);
        if (parts.length === 0) return troubles;
        const now = noteFace(shown, change, parts);
        await (Object.keys(now).length > 0 ? faces.set(server, now) : faces.delete([server]));
        return troubles;
      });
    } catch (error) {
      log.warn({ event: 'face.not_changed', err: error, guild: server }, 'how the bot looks could not be changed');
      return [{ parts: [], why: error instanceof UserError ? 'busy' : 'unreached' }];
    }
  }

  /** Sends a change, and again without those parts that Discord refuses, so that the others are shown all the same. */
  async #send(server: string, change: FaceChange): Promise<{ parts: FacePart[]; troubles: FaceTrouble[] }> {
    const { send, log } = this.#options;
    const troubles: FaceTrouble[] = [];
    for (let parts = listFaceParts(change); parts.length > 0; ) {
      const verdict = await send(server, Object.fromEntries(parts.map((part) => [part, change[part]])));
      if (verdict.is === 'shown') return { parts, troubles };
      const { why } = verdict;
      const named = parts.filter((part) => verdict.parts.includes(part));
      const dropped = named.length > 0 ? named : parts;
      log.warn({ event: 'face.refused', guild: server, parts: dropped, why }, 'how the bot looks was not changed');
      troubles.push({ parts: dropped, why });
      parts = parts.filter((part) => !dropped.includes(part));
    }
    return { parts: [], troubles };
  }
}
