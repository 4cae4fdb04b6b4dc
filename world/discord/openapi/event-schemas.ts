import { fields, listOf, ref, type Schema, type SchemasByName, union } from './schema.ts';

// Discord describes its HTTP API only, but the gateway's events bring the same objects. What an event has besides is from
// the docs (events/gateway-events).

const id = ref('SnowflakeType');
const text: Schema = { type: 'string' };
const anything: Schema = {};
const channel = union(
  'GuildChannelResponse',
  'PrivateChannelResponse',
  'PrivateGroupChannelResponse',
  'ThreadResponse',
);
const role = fields({ guild_id: id, role: ref('GuildRoleResponse') });
const both = (...parts: Schema[]): Schema => ({ allOf: parts });

/** A schema without some of its fields. */
const without = (name: string, absent: readonly string[], named: SchemasByName): Schema => {
  const { properties, required } = Object(named[name]);
  const kept = Object.entries<Schema>(properties).filter(([field]) => !absent.includes(field));
  return fields(Object.fromEntries(kept), {
    optional: kept.map(([field]) => field).filter((field) => !required.includes(field)),
  });
};

const own = both(
  ref('UserResponse'),
  fields({ verified: { type: 'boolean' }, mfa_enabled: { type: 'boolean' }, email: anything }),
);

const ready = fields({
  v: { const: 10 },
  user: own,
  guilds: listOf(fields({ id, unavailable: { const: true } })),
  session_id: text,
  session_type: text,
  resume_gateway_url: text,
  shard: listOf({ type: 'integer' }),
  application: fields({ id, flags: { type: 'integer' } }),
  private_channels: listOf(anything),
  relationships: listOf(anything),
  presences: listOf(anything),
});

// Whether there is a widget is told over HTTP only.
const guildUpdate = (named: SchemasByName): Schema =>
  without('GuildResponse', ['widget_enabled', 'widget_channel_id'], named);

const guild = (named: SchemasByName): Schema =>
  both(
    guildUpdate(named),
    fields({
      joined_at: text,
      large: { type: 'boolean' },
      unavailable: { const: false },
      member_count: { type: 'integer' },
      voice_states: listOf(without('VoiceStateResponse', ['self_stream', 'guild_id'], named)),
      members: listOf(ref('GuildMemberResponse')),
      channels: listOf(ref('GuildChannelResponse')),
      threads: listOf(ref('ThreadResponse')),
      presences: listOf(anything),
      stage_instances: listOf(ref('StageInstanceResponse')),
      guild_scheduled_events: listOf(anything),
      soundboard_sounds: listOf(ref('SoundboardSoundResponse')),
    }),
  );

const message = (named: SchemasByName): Schema => {
  const member = without('GuildMemberResponse', ['user'], named);
  const mentioned = both(ref('UserResponse'), fields({ member }, { optional: ['member'] }));
  const more = { channel_type: ref('ChannelTypes'), guild_id: id, member, mentions: listOf(mentioned) };
  return both(ref('MessageResponse'), fields(more, { optional: ['guild_id', 'member'] }));
};

const listResolved = (): Schema => {
  const kinds = {
    members: both(ref('BasicGuildMemberResponse'), fields({ permissions: text })),
    messages: ref('MessageResponse'),
    attachments: ref('MessageAttachmentResponse'),
  };
  const byId = (additionalProperties: Schema): Schema => ({ type: 'object', additionalProperties });
  const more = Object.fromEntries(Object.entries(kinds).map(([kind, schema]) => [kind, byId(schema)]));
  return both(ref('ResolvedObjectsResponse'), fields(more, { optional: Object.keys(kinds) }));
};

const interaction = (): Schema => {
  const said = {
    name: text,
    options: listOf(anything),
    custom_id: text,
    values: listOf(text),
    components: listOf(anything),
  };
  const data = { ...said, id, guild_id: id, target_id: id, component_type: ref('MessageComponentTypes') };
  const known = { ...data, type: ref('ApplicationCommandType'), resolved: listResolved() };
  return fields(
    {
      id,
      application_id: id,
      type: ref('InteractionTypes'),
      token: text,
      version: { const: 1 },
      channel_id: id,
      channel,
      guild_id: id,
      guild: anything,
      member: both(ref('GuildMemberResponse'), fields({ permissions: text })),
      user: ref('UserResponse'),
      message: ref('MessageResponse'),
      data: fields(known, { optional: Object.keys(known) }),
      app_permissions: text,
      locale: ref('AvailableLocalesEnum'),
      guild_locale: ref('AvailableLocalesEnum'),
      context: ref('InteractionContextType'),
      entitlements: listOf(ref('EntitlementResponse')),
      authorizing_integration_owners: { type: 'object', additionalProperties: id },
      attachment_size_limit: { type: 'integer' },
    },
    { optional: ['guild_id', 'guild', 'guild_locale', 'member', 'user', 'message'] },
  );
};

/** What each event of the gateway must look like; events that bring nothing which Discord describes are not there. */
export const eventSchemas = (named: SchemasByName): SchemasByName => {
  const thread = ref('ThreadResponse');
  const chunk = { chunk_index: anything, chunk_count: anything, not_found: listOf(id), nonce: text };
  const state = both(without('VoiceStateResponse', ['self_stream'], named), fields({}));
  return {
    READY: ready,
    GUILD_CREATE: guild(named),
    GUILD_UPDATE: guildUpdate(named),
    GUILD_ROLE_CREATE: role,
    GUILD_ROLE_UPDATE: role,
    GUILD_MEMBER_ADD: both(ref('GuildMemberResponse'), fields({ guild_id: id })),
    GUILD_MEMBERS_CHUNK: fields(
      { guild_id: id, members: listOf(ref('GuildMemberResponse')), ...chunk },
      { optional: ['nonce'] },
    ),
    CHANNEL_CREATE: channel,
    CHANNEL_UPDATE: channel,
    CHANNEL_DELETE: channel,
    THREAD_CREATE: both(thread, fields({ newly_created: { type: 'boolean' } })),
    THREAD_UPDATE: thread,
    VOICE_STATE_UPDATE: state,
    MESSAGE_CREATE: message(named),
    MESSAGE_UPDATE: message(named),
    INTERACTION_CREATE: interaction(),
  };
};
