import type { SSRCMap, VoiceUserData } from '@discordjs/voice';

/**
 * Whose each source (SSRC) of a call is, in the library's map. Discord announces a source when its owner begins to speak (op 5),
 * and not again to a bot that comes later; see `SourceFinder`. What was found out gives way to what Discord announces.
 */
export class SourceBook {
  readonly #map: SSRCMap;
  readonly #owners = new Map<number, string>();
  /** The sources that Discord hasn't announced. */
  readonly #found = new Set<number>();
  /** Whether an entry is being made here, and so isn't Discord's. */
  #isFinding = false;

  /** `announced` is called after Discord has announced a source. */
  constructor(map: SSRCMap, announced: (ssrc: number, userId: string) => void) {
    this.#map = map;
    map.on('update', (_before: unknown, { audioSSRC, userId }: VoiceUserData) => {
      if (this.#isFinding) return;
      this.#note(audioSSRC, userId);
      announced(audioSSRC, userId);
    });
    map.on('delete', ({ audioSSRC, userId }: VoiceUserData) => this.#forget(audioSSRC, userId));
  }

  /** Whose a source is, if that's known. */
  ownerOf(ssrc: number): string | undefined {
    return this.#owners.get(ssrc);
  }

  /** Those of these people whose sources aren't known. */
  withoutSource(userIds: readonly string[]): string[] {
    const known = new Set(this.#owners.values());
    return userIds.filter((userId) => !known.has(userId));
  }

  /** It was found out whose a source is. */
  find(ssrc: number, userId: string): void {
    this.#owners.set(ssrc, userId);
    this.#found.add(ssrc);
    this.#isFinding = true;
    this.#map.update({ audioSSRC: ssrc, userId });
    this.#isFinding = false;
  }

  /** Forgets everything: the sources of another voice server, or of another channel, are others. */
  clear(): void {
    for (const ssrc of [...this.#owners.keys()]) this.#drop(ssrc);
  }

  #note(ssrc: number, userId: string): void {
    for (const other of [...this.#found]) if (this.#owners.get(other) === userId) this.#drop(other);
    this.#found.delete(ssrc);
    this.#owners.set(ssrc, userId);
  }

  /** A person has left. The library removes only one of their sources. */
  #forget(ssrc: number, userId: string): void {
    if (!this.#owners.has(ssrc)) return;
    for (const [other, owner] of [...this.#owners]) if (owner === userId) this.#drop(other);
  }

  #drop(ssrc: number): void {
    this.#owners.delete(ssrc);
    this.#found.delete(ssrc);
    this.#map.delete(ssrc);
  }
}
