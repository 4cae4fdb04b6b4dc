import { DiscordAPIError } from 'discord.js';
import { DiscordErrorCode, isRefusal, TOKEN_GONE_CODES } from '../gateway/api-errors.ts';

/** How a reader can be told: in the answer's last message, in a further one, or alone, where nobody else can read it. */
export type TellWay = 'rewrite' | 'next' | 'alone';

/**
 * What to try after Discord refused a message. `again`: the same, after this many milliseconds. `reopened`: the same, in
 * the thread, which was archived meanwhile. `anew`: a new message instead of an edit. `plain`: without buttons and
 * reply. `unlinked`: with broken links. `file`: as a text file. `messages`: as more messages instead of a file. `tell`:
 * nothing; one sentence says so in the first of these ways that works, with `quietly` without a direct message.
 */
export type SendRemedy =
  | { is: 'again'; after: number }
  | { is: 'reopened' | 'anew' | 'plain' | 'unlinked' | 'file' | 'messages' }
  | TellRemedy;

/** See {@link SendRemedy}. */
export type TellRemedy = { is: 'tell'; sentence: string; ways: readonly TellWay[]; quietly?: boolean };

/** What Discord refused: a new message, an edit, or a new message with a file; and what was tried before. */
export type SendAttempt = { what: 'next' | 'rewrite' | 'file'; tried: readonly SendRemedy['is'][] };

/** How long a network failure may last, as pauses. discord.js has tried four times before each of them. */
const PAUSES = [1_000, 2_000, 4_000, 8_000, 15_000, 15_000];

/** A file has an alternative, so it waits less. */
const PAUSES_OF_FILES = PAUSES.slice(0, 2);

const SAY = {
  away: 'Discord had trouble and did not take my answer. Please ask again in a few minutes.',
  deleted: 'My answer was deleted while I was writing it, so I stopped there.',
  links: 'Discord blocks a link in this answer, so I can’t show all of it. Please ask again, without links.',
  moderated: 'This server’s AutoMod blocks this answer, so I can’t show all of it. Please rephrase your question.',
  explicit: 'Discord does not let me show all of this answer here. Please rephrase your question.',
  rights: 'I’m no longer allowed to write in this channel, so my answer is incomplete. Please tell a moderator.',
  locked: 'This thread is closed, so my answer is incomplete. Please ask me in another channel.',
  gone: 'I can only answer there for 15 minutes, so my answer is incomplete. Please ask again.',
  refused: 'Discord did not take all of this answer. Please rephrase your question.',
} as const;

/** Refusals that no other form changes, because they're about who can write here at all. */
const SHUT = new Map<unknown, string>([
  [DiscordErrorCode.missingPermissions, SAY.rights],
  [DiscordErrorCode.missingAccess, SAY.rights],
  [DiscordErrorCode.closedToMessages, SAY.rights],
  [DiscordErrorCode.lockedThread, SAY.locked],
  [DiscordErrorCode.archivedThread, SAY.locked],
  ...TOKEN_GONE_CODES.map((code) => [code, SAY.gone] as const),
]);

/** What the rules of the server or of Discord forbid. It isn't ours to get it past them in another form. */
const FORBIDDEN = new Map<unknown, string>([
  [DiscordErrorCode.autoModeration, SAY.moderated],
  [DiscordErrorCode.explicitContent, SAY.explicit],
]);

/** Refusals that pass. */
const PASSING: readonly unknown[] = [DiscordErrorCode.slowmode, DiscordErrorCode.channelWriteLimit];

/**
 * Decides what to try next after an error of Discord or the network. Except for waiting, no remedy is tried twice for
 * one message, so each message ends up visible or explained by a sentence.
 */
export const chooseRemedy = (error: unknown, { what, tried }: SendAttempt): SendRemedy => {
  const code = error instanceof DiscordAPIError ? error.code : undefined;
  if (!isRefusal(error) || PASSING.includes(code)) return afterHiccup(what, tried);
  if (what === 'file') return { is: 'messages' };
  if (code === DiscordErrorCode.unknownChannel || code === DiscordErrorCode.unknownGuild) return tell(SAY.refused, []);
  // Someone wanted it gone.
  if (code === DiscordErrorCode.unknownMessage)
    return { is: 'tell', sentence: SAY.deleted, ways: ['alone'], quietly: true };
  const forbidden = FORBIDDEN.get(code);
  if (forbidden !== undefined) return tell(forbidden);
  if (code === DiscordErrorCode.archivedThread && !tried.includes('reopened')) return { is: 'reopened' };
  const mayBeNew =
    code === DiscordErrorCode.tooManyEdits ||
    code === DiscordErrorCode.foreignMessage ||
    code === DiscordErrorCode.archivedThread;
  if (mayBeNew && what === 'rewrite' && !tried.includes('anew')) return { is: 'anew' };
  const shut = SHUT.get(code);
  if (shut !== undefined) return tell(shut, [what === 'next' ? 'rewrite' : 'next', 'alone']);
  if (code === DiscordErrorCode.harmfulLink) return tried.includes('unlinked') ? tell(SAY.links) : { is: 'unlinked' };
  const form = (['plain', 'file'] as const).find((one) => !tried.includes(one));
  return form ? { is: form } : REFUSED;
};

const afterHiccup = (what: SendAttempt['what'], tried: SendAttempt['tried']): SendRemedy => {
  const after = (what === 'file' ? PAUSES_OF_FILES : PAUSES)[tried.filter((is) => is === 'again').length];
  if (after !== undefined) return { is: 'again', after };
  return what === 'file' ? { is: 'messages' } : tell(SAY.away);
};

const tell = (sentence: string, ways: readonly TellWay[] = ['rewrite', 'next', 'alone']): TellRemedy => ({
  is: 'tell',
  sentence,
  ways,
});

/** What to do when nothing more is worth a try. */
export const REFUSED: TellRemedy = tell(SAY.refused);
