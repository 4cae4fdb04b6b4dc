import { z } from 'zod';
import { ApiError, type FieldFault } from './api-error.ts';
import type { File } from './attachment.ts';
import { type Component, components, needsVersion2 } from './component-limits.ts';
import { length, limitList, limitText, read, rule, snowflake } from './limits.ts';

// The limits are those of Discord docs, resources/message.

const EMBED_TOTAL = 6_000;
/** What a server without boosts accepts for each file, and for a whole request (Discord docs, reference, "Uploading files"). */
const FILE_BYTES = 10 * 1024 * 1024;
const REQUEST_BYTES = 25 * 1024 * 1024;

/** Message flags that the world looks at (Discord docs, resources/message, "Message flags"). */
export const Flag = {
  suppressEmbeds: 1 << 2,
  hasThread: 1 << 5,
  ephemeral: 1 << 6,
  loading: 1 << 7,
  suppressNotifications: 1 << 12,
  voiceMessage: 1 << 13,
  hasSnapshot: 1 << 14,
  componentsV2: 1 << 15,
} as const;

const embed = z.looseObject({
  title: limitText(256).optional(),
  description: limitText(4_096).optional(),
  url: z.string().optional(),
  fields: limitList(z.looseObject({ name: limitText(256, 1), value: limitText(1_024, 1) }), 25).optional(),
  footer: z.looseObject({ text: limitText(2_048) }).optional(),
  author: z.looseObject({ name: limitText(256, 1) }).optional(),
  color: z.int().min(0).max(0xffffff).nullish(),
});

type Embed = z.output<typeof embed>;

const embedLength = ({ title = '', description = '', fields = [], footer, author }: Embed) =>
  [title, description, footer?.text ?? '', author?.name ?? '', ...fields.flatMap(({ name, value }) => [name, value])]
    .map(length)
    .reduce((sum, size) => sum + size, 0);

const embeds = limitList(embed, 10).refine(
  (all) => all.reduce((sum, one) => sum + embedLength(one), 0) <= EMBED_TOTAL,
  rule('MAX_EMBED_SIZE_EXCEEDED', `Embed size exceeds maximum size of ${EMBED_TOTAL}`),
);

const allowedMentions = z
  .looseObject({
    parse: z.array(z.enum(['users', 'roles', 'everyone'])).optional(),
    users: limitList(snowflake, 100).optional(),
    roles: limitList(snowflake, 100).optional(),
    replied_user: z.boolean().optional(),
  })
  .refine(({ parse = [], users = [] }) => !(parse.includes('users') && users.length > 0), {
    ...rule('MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE', 'parse:["users"] and users: [ids...] are mutually exclusive.'),
    path: ['users'],
  })
  .refine(({ parse = [], roles = [] }) => !(parse.includes('roles') && roles.length > 0), {
    ...rule('MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE', 'parse:["roles"] and roles: [ids...] are mutually exclusive.'),
    path: ['roles'],
  });

const attachment = z.looseObject({
  id: z.union([z.string(), z.number()]).transform(String),
  filename: limitText(1_024).optional(),
  description: limitText(1_024).nullish(),
  duration_secs: z.number().nullish(),
  waveform: z.string().nullish(),
});

/** A poll of a bot's (Discord docs, resources/poll, "Poll create request object"). */
const poll = z.looseObject({
  question: z.looseObject({ text: limitText(300, 1) }),
  answers: limitList(z.looseObject({ poll_media: z.looseObject({ text: limitText(55, 1) }) }), 10),
  duration: z.int().min(1).max(768).optional(),
  allow_multiselect: z.boolean().optional(),
});

const messageBody = z.looseObject({
  content: limitText(2_000).nullish(),
  embeds: embeds.nullish(),
  components: components.nullish(),
  attachments: limitList(attachment, 10).nullish(),
  allowed_mentions: allowedMentions.nullish(),
  flags: z.int().nullish(),
  tts: z.boolean().nullish(),
  nonce: z.union([limitText(25), z.int().transform(String)]).nullish(),
  enforce_nonce: z.boolean().nullish(),
  poll: poll.nullish(),
  message_reference: z.looseObject({ message_id: snowflake, fail_if_not_exists: z.boolean().optional() }).nullish(),
});

/** What a bot sends to make or edit a message, after the checks. */
export type MessageBody = z.output<typeof messageBody>;

/** Whom a message may ping (Discord docs, resources/message, "Allowed mentions object"). */
export type AllowedMentions = z.output<typeof allowedMentions>;

/** A file of a request. */
export type Upload = File & { field: string };

const ROWS = 5;

const legacyFaults = (sent: readonly Component[]): FieldFault[] => {
  const path = ['components'];
  if (needsVersion2(sent))
    return [{ path, code: 'BASE_TYPE_CHOICES', message: 'Value of field "type" must be one of (1,).' }];
  if (sent.length > ROWS)
    return [{ path, code: 'BASE_TYPE_MAX_LENGTH', message: `Must be ${ROWS} or fewer in length.` }];
  return [];
};

const versionFaults = (body: MessageBody, flags: number): FieldFault[] => {
  if (!(flags & Flag.componentsV2)) return legacyFaults(body.components ?? []);
  return (['content', 'embeds'] as const)
    .filter((field) => (body[field]?.length ?? 0) > 0)
    .map((field) => ({
      path: [field],
      code: 'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
      message: `The '${field}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2`,
    }));
};

/** What may be said of a voice message besides that it is one. */
const BESIDE_VOICE = Flag.voiceMessage | Flag.ephemeral | Flag.suppressEmbeds | Flag.suppressNotifications;

/** The longest voice message, in seconds, and the most of its waveform, in bytes and as base64. */
const VOICE = { seconds: 1_200, waveform: 256, encoded: 400 };

const isWaveform = (text: string): boolean => {
  const bytes = Buffer.from(text, 'base64');
  return bytes.length > 0 && bytes.length <= VOICE.waveform && bytes.toString('base64') === text;
};

/** Throws {@link ApiError} 50159 to 50161 unless the voice message is one sound file with its length and waveform, and nothing else. */
const checkVoiceMessage = (body: MessageBody, files: readonly Upload[]) => {
  if (body.content || body.embeds?.length || body.components?.length) throw new ApiError(50159);
  if ((body.flags ?? 0) & ~BESIDE_VOICE) throw new ApiError(50159);
  const [file] = files;
  if (!file || files.length > 1 || !file.contentType?.startsWith('audio/')) throw new ApiError(50160);
  const [about] = body.attachments ?? [];
  if (body.attachments?.length !== 1 || file.field !== `files[${about?.id}]`) throw new ApiError(50161);
  const { duration_secs: seconds, waveform } = about ?? {};
  if (typeof seconds !== 'number' || !(seconds >= 0 && seconds <= VOICE.seconds)) throw new ApiError(50161);
  if (!waveform || waveform.length > VOICE.encoded || !isWaveform(waveform)) throw new ApiError(50161);
};

/**
 * Reads the body of a new or edited message. `flags` are those the message already has. Throws {@link ApiError} 50035 for
 * broken limits, 40005 for too large files and 50159 to 50161 for voice messages that are none.
 */
export const readMessage = (
  body: unknown,
  files: readonly Upload[],
  { at = [], flags = 0 }: { at?: readonly string[]; flags?: number } = {},
): MessageBody => {
  const message = read(messageBody, body ?? {}, at);
  const all = flags | (message.flags ?? 0);
  const faults = versionFaults(message, all).map((fault) => ({ ...fault, path: [...at, ...fault.path] }));
  if (faults.length > 0) throw new ApiError(50035, faults);
  if (files.length > 10) throw new ApiError(40005);
  if (files.some(({ content }) => content.length > FILE_BYTES)) throw new ApiError(40005);
  if (files.reduce((sum, { content }) => sum + content.length, 0) > REQUEST_BYTES) throw new ApiError(40005);
  if ((message.flags ?? 0) & Flag.voiceMessage) checkVoiceMessage(message, files);
  return message;
};
