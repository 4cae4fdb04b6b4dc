import { type DiscordAPIError, RateLimitError, type REST, Routes } from 'discord.js';
import { type Clock, startDeadline, unlessAborted } from '../../base/clock.ts';
import { type FaceChange, type FacePart, type FaceVerdict, listFaceParts } from '../../face/face.ts';
import { DiscordErrorCode, isRefusal } from './api-errors.ts';
import { NoAnswerError } from './retry.ts';

/** discord.js' name of the route by which a bot changes itself in a server, "@me" as it's written in an address. */
export const FACE_ROUTE = '/guilds/:id/members/%40me';

/** How long Discord may take, in milliseconds: the person who asked for it waits. */
const PATIENCE = 12_000;

/** How long a rate limit of this route is waited for, in milliseconds. Whoever runs into a longer one is told. */
export const FACE_LIMIT = 3_000;

/**
 * Changes how the bot looks in a server (Discord docs, resources/guild, "Modify current member"). It never rejects. All of it
 * is changed, or nothing.
 */
export const applyFaceChange = async (
  { rest, clock }: { rest: Pick<REST, 'patch'>; clock: Pick<Clock, 'sleep'> },
  server: string,
  change: FaceChange,
): Promise<FaceVerdict> => {
  const reason = new NoAnswerError(PATIENCE);
  using deadline = startDeadline(clock, { ms: PATIENCE, reason, signal: new AbortController().signal });
  const { signal } = deadline;
  try {
    await unlessAborted(rest.patch(Routes.guildMember(server, '@me'), { body: change, signal }), signal);
    return { is: 'shown' };
  } catch (error) {
    return judgeFault(error, listFaceParts(change));
  }
};

/** The codes that say that the bot isn't in a server. */
const ABSENT: readonly unknown[] = [
  DiscordErrorCode.missingAccess,
  DiscordErrorCode.unknownGuild,
  DiscordErrorCode.unknownMember,
];

/** What an error says about the parts that were sent. Without a part it names, it's about all of them. */
const judgeFault = (error: unknown, sent: readonly FacePart[]): FaceVerdict => {
  const fail = (why: Extract<FaceVerdict, { is: 'failed' }>['why'], parts: readonly FacePart[] = []) =>
    ({ is: 'failed', why, parts }) as const;
  if (error instanceof RateLimitError) return fail('too-fast');
  if (!isRefusal(error)) return fail('unreached');
  // Of these parts, only a nickname takes a permission: Change Nickname.
  const { code, status } = error;
  if (code === DiscordErrorCode.missingPermissions) return fail('forbidden', sent.includes('nick') ? ['nick'] : []);
  if (ABSENT.includes(code)) return fail('absent');
  const faults = listFaults(error);
  const isTooFast = status === 429 || faults.some(({ codes }) => /RATE_LIMIT/.test(codes));
  return fail(
    isTooFast ? 'too-fast' : 'refused',
    faults.map(({ field }) => field).filter((field): field is FacePart => sent.some((part) => part === field)),
  );
};

/** The fields that Discord complains about, each with its codes (Discord docs, reference, "Error messages"). */
const listFaults = ({ rawError }: DiscordAPIError): { field: string; codes: string }[] => {
  const errors = 'errors' in rawError ? rawError.errors : undefined;
  if (typeof errors !== 'object' || errors === null) return [];
  return Object.entries(errors).map(([field, about]) => ({ field, codes: JSON.stringify(about) }));
};
