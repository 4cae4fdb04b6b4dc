/**
 * What has to be deleted: everything of a person, or of a person in one server; or everything of a server. `left` says that
 * Parley isn't there any more: what people there refused is of no use then, and goes as well.
 */
export type ErasureSubject =
  | { is: 'person'; person: string; server?: string }
  | { is: 'server'; server: string; left?: true };

/**
 * An order to delete something, given `at` this time, in milliseconds since the epoch. Once it's `done`, it's kept for what
 * comes late from before, and what is from after it is nobody's to delete.
 */
export type Erasure = { at: number; what: ErasureSubject; done?: true };

/**
 * How far a deletion is: nothing was there any more; all that was found is done, and what came meanwhile has to be looked
 * for; something is left to do, by another process or by a later try; or nothing was there any more, as far as it can be
 * read: there's `sealed` what was encrypted with a key that this process doesn't have.
 */
export type ErasureProgress = 'clean' | 'worked' | 'left' | 'sealed';

/** What whoever ordered a deletion is told of it: it's done, goes on, or is done except for what is `sealed`. */
export type ErasureOutcome = 'done' | 'under-way' | 'sealed';
