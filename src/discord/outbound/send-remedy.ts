import { DiscordAPIError } from 'discord.js';
import type { PlainCode, Text } from '../../text/text.ts';
import { DiscordErrorCode, isRefusal, TOKEN_GONE_CODES } from '../gateway/api-errors.ts';

/** How to tell the readers: in the answer's last message, in one more message, or `alone`, where only the asker reads it. */
export type TellWay = 'rewrite' | 'next' | 'alone';

/**
 * What to try after Discord refused a message. `retry`: the same, after this many milliseconds. `reopen`: the same, after
 * reopening the archived thread. `replace`: a new message instead of an edit. `plain`: without buttons and reply.
 * `unlinked`: with broken links. `file`: as a text file. `messages`: as more messages instead of a file. `tell`: nothing
 * more; one sentence says so, in the first of these ways that works, and if `quietly`, then not in a direct message.
 */
export type SendRemedy =
  | { is: 'retry'; after: number }
  | { is: 'reopen' | 'replace' | 'plain' | 'unlinked' | 'file' | 'messages' }
  | TellRemedy;

/** What a person may read about an answer that Discord refused. */
export type DeliveryText = Text<Extract<PlainCode, `delivery.${string}`>>;

/** See {@link SendRemedy}. */
export type TellRemedy = { is: 'tell'; text: DeliveryText; ways: readonly TellWay[]; quietly?: boolean };

/** What Discord refused: a new message, an edit, or a new message with a file; and what was tried before. */
export type SendAttempt = { what: 'next' | 'rewrite' | 'file'; tried: readonly SendRemedy['is'][] };

/** The pauses in which we wait for a network failure to pass, in milliseconds. discord.js tries four times before each. */
const PAUSES = [1_000, 2_000, 4_000, 8_000, 15_000, 15_000];

/** Instead of a file there can be more messages, so it's given up sooner. */
const PAUSES_OF_FILES = PAUSES.slice(0, 2);

/** Refusals that are about who can post here at all. No other form of the message would change them. */
const SHUT = new Map<unknown, DeliveryText['code']>([
  [DiscordErrorCode.missingPermissions, 'delivery.no-permission'],
  [DiscordErrorCode.missingAccess, 'delivery.no-permission'],
  [DiscordErrorCode.closedToMessages, 'delivery.no-permission'],
  [DiscordErrorCode.lockedThread, 'delivery.thread-closed'],
  [DiscordErrorCode.archivedThread, 'delivery.thread-closed'],
  ...TOKEN_GONE_CODES.map((code) => [code, 'delivery.expired'] as const),
]);

/** What the rules of the server or of Discord forbid. We don't try to get it past them in another form. */
const FORBIDDEN = new Map<unknown, DeliveryText['code']>([
  [DiscordErrorCode.autoModeration, 'delivery.automod'],
  [DiscordErrorCode.explicitContent, 'delivery.explicit'],
]);

/** Refusals that pass with time. */
const PASSING: readonly unknown[] = [DiscordErrorCode.slowmode, DiscordErrorCode.channelWriteLimit];

/**
 * Decides what to try next after an error of Discord or the network. Except for waiting, no remedy is tried twice for
 * one message, so each message ends up visible or explained by a sentence.
 */
export const chooseRemedy = (error: unknown, { what, tried }: SendAttempt): SendRemedy => {
  const code = error instanceof DiscordAPIError ? error.code : undefined;
  if (!isRefusal(error) || PASSING.includes(code)) return afterHiccup(what, tried);
  if (what === 'file') return { is: 'messages' };
  if (code === DiscordErrorCode.unknownChannel || code === DiscordErrorCode.unknownGuild)
    return tell('delivery.refused', []);
  // Someone deleted it on purpose, so it isn't sent again.
  if (code === DiscordErrorCode.unknownMessage)
    return { is: 'tell', text: { code: 'delivery.deleted' }, ways: ['alone'], quietly: true };
  const forbidden = FORBIDDEN.get(code);
  if (forbidden !== undefined) return tell(forbidden);
  if (code === DiscordErrorCode.archivedThread && !tried.includes('reopen')) return { is: 'reopen' };
  const mayBeNew =
    code === DiscordErrorCode.tooManyEdits ||
    code === DiscordErrorCode.foreignMessage ||
    code === DiscordErrorCode.archivedThread;
  if (mayBeNew && what === 'rewrite' && !tried.includes('replace')) return { is: 'replace' };
  const shut = SHUT.get(code);
  if (shut !== undefined) return tell(shut, [what === 'next' ? 'rewrite' : 'next', 'alone']);
  if (code === DiscordErrorCode.harmfulLink)
    return tried.includes('unlinked') ? tell('delivery.link-blocked') : { is: 'unlinked' };
  const form = (['plain', 'file'] as const).find((one) => !tried.includes(one));
  return form ? { is: form } : REFUSED;
};

const afterHiccup = (what: SendAttempt['what'], tried: SendAttempt['tried']): SendRemedy => {
  const after = (what === 'file' ? PAUSES_OF_FILES : PAUSES)[tried.filter((is) => is === 'retry').length];
  if (after !== undefined) return { is: 'retry', after };
  return what === 'file' ? { is: 'messages' } : tell('delivery.discord-away');
};

const tell = (code: DeliveryText['code'], ways: readonly TellWay[] = ['rewrite', 'next', 'alone']): TellRemedy => ({
  is: 'tell',
  text: { code },
  ways,
});

/** What to do when nothing more is worth a try. */
export const REFUSED: TellRemedy = tell('delivery.refused');
