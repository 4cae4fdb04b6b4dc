import { fields, listOf, type Schema, type SchemasByName } from './schema.ts';

/** Something that Discord does, or lets be done, though its description says otherwise. */
type Deviation = { why: string; schemas: readonly string[]; amend(schema: Schema): Schema };

/** A schema with other fields, or more of them. */
const addFields = (more: Readonly<Record<string, Schema>>) => (schema: Schema) => ({
  ...schema,
  properties: { ...Object(schema.properties), ...more },
});

const string = { type: 'string' };

/** The kinds of files that are taken: at most ten. */
const file_types = { type: ['array', 'null'], items: string, maxItems: 10 };

const COMMANDS = ['CreateRequest', 'UpdateRequest', 'PatchRequestPartial'].map((end) => `ApplicationCommand${end}`);

/** All that is let pass. What the world itself has wrong does not belong here. */
export const DEVIATIONS: readonly Deviation[] = [
  {
    why: 'The code of a field that breaks a rule is a word (Discord docs, reference, "Error messages").',
    schemas: ['InnerErrors'],
    amend: addFields({ _errors: listOf(fields({ code: string, message: string })) }),
  },
  {
    why: 'Only some rate limits have a code (Discord docs, topics/rate-limits, "Exceeding a rate limit").',
    schemas: ['RatelimitedResponse'],
    amend: () =>
      fields(
        { message: string, retry_after: { type: 'number' }, global: { type: 'boolean' }, code: { type: 'integer' } },
        { optional: ['code'] },
      ),
  },
  {
    why: 'Permissions are a text, because they have more bits than a number (Discord docs, topics/permissions).',
    schemas: COMMANDS,
    amend: addFields({ default_member_permissions: { type: ['string', 'null'], pattern: '^[0-9]+$' } }),
  },
  {
    why: 'Commands may be for adults only (Discord docs, interactions/application-commands, "Create global application command").',
    schemas: COMMANDS,
    amend: addFields({ nsfw: { type: ['boolean', 'null'] } }),
  },
  {
    why: 'Who forwards a message refers to it in a way of its own (Discord docs, resources/message, "Message reference types").',
    schemas: ['MessageReferenceType'],
    amend: () => ({ type: 'integer', enum: [0, 1] }),
  },
  {
    why: 'Options and forms may say which files they take (Discord docs, change log, 2026-08-05).',
    schemas: [
      'ApplicationCommandAttachmentOption',
      'ApplicationCommandAttachmentOptionResponse',
      'FileUploadComponentForModalRequest',
    ],
    amend: addFields({ file_types }),
  },
  {
    why: 'discord.js 14 says these of every message that it sends (MessagePayload), and Discord passes over them.',
    schemas: [
      'MessageEditRequestPartial',
      'IncomingWebhookRequestPartial',
      'IncomingWebhookUpdateRequestPartial',
      'IncomingWebhookInteractionRequest',
      'IncomingWebhookUpdateForInteractionCallbackRequestPartial',
    ],
    amend: addFields({ tts: { type: ['boolean', 'null'] }, enforce_nonce: { const: false } }),
  },
  {
    why: 'discord.js 14 says the type of every thread (GuildTextThreadManager), and Discord passes over it beside a message.',
    schemas: ['CreateTextThreadWithMessageRequest'],
    amend: addFields({ type: { type: 'integer' } }),
  },
];

/** Discord's schemas as Discord keeps to them. Throws a plain error if a deviation is from a schema that there is not. */
export const correctSchemas = (named: SchemasByName): SchemasByName => {
  const schemas: Record<string, Schema> = { ...named };
  for (const deviation of DEVIATIONS)
    for (const name of deviation.schemas) {
      const schema = schemas[name];
      if (!schema) throw new Error(`Discord describes no ${name}.`);
      schemas[name] = deviation.amend(schema);
    }
  return schemas;
};
