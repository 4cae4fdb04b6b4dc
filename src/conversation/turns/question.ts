import type { Person } from '../people/person.ts';

/**
 * What a person said to the model. `at` is in milliseconds since the epoch, `id` is Discord's id of what they did. The
 * text of speech isn't known before the model has understood it: see `Turn.heard`.
 */
export type Question = { id?: string; person: Person; text: string; at: number; aloud?: true };

/** What a person asks. `id` is Discord's id of what they did: it tells whether the same thing comes a second time. */
export type QuestionInput = { id?: string; person: Person; text: string };
