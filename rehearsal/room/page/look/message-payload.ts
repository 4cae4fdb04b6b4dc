/**
 * What Discord's API says of a message, as far as it is drawn (Discord docs, resources/message). Everything may be missing,
 * because the world answers as Discord does: a field that doesn't apply isn't there.
 */
export type MessagePayload = {
  id: string;
  channel_id?: string;
  type?: number;
  author?: UserPayload;
  content?: string;
  timestamp?: string;
  edited_timestamp?: string | null;
  flags?: number;
  embeds?: readonly EmbedPayload[];
  attachments?: readonly AttachmentPayload[];
  components?: readonly ComponentPayload[];
  reactions?: readonly ReactionPayload[];
  sticker_items?: readonly { id: string; name: string }[];
  poll?: PollPayload;
  mentions?: readonly UserPayload[];
  referenced_message?: MessagePayload | null;
  message_reference?: { type?: number; message_id?: string; channel_id?: string };
  message_snapshots?: readonly { message: Omit<MessagePayload, 'id'> }[];
  interaction_metadata?: { type?: number; name?: string; user?: UserPayload };
  thread?: { id: string; name?: string; message_count?: number };
};

/** A user as a message names one. */
export type UserPayload = {
  id: string;
  username?: string;
  global_name?: string | null;
  bot?: boolean;
};

/** One embed (Discord docs, resources/message, "Embed object"). */
export type EmbedPayload = {
  type?: string;
  title?: string;
  description?: string;
  url?: string;
  color?: number | null;
  timestamp?: string;
  author?: { name?: string; url?: string };
  footer?: { text?: string };
  image?: MediaPayload;
  thumbnail?: MediaPayload;
  fields?: readonly { name: string; value: string; inline?: boolean }[];
};

/** A picture or a film, by its address; `attachment://NAME` is one of the message's own files. */
export type MediaPayload = { url: string; width?: number | null; height?: number | null; content_type?: string };

/** One attached file. Sizes are in bytes, durations in seconds, and the waveform is base64. */
export type AttachmentPayload = {
  id: string;
  filename: string;
  title?: string;
  description?: string | null;
  size?: number;
  url: string;
  content_type?: string;
  width?: number | null;
  height?: number | null;
  duration_secs?: number | null;
  waveform?: string | null;
  flags?: number;
};

/** An emoji: one of a server has an id, one of Unicode only its name. */
export type EmojiPayload = { id?: string | null; name?: string | null; animated?: boolean };

/** How many reacted with one emoji, and whether the reader did. */
export type ReactionPayload = { emoji: EmojiPayload; count: number; me?: boolean };

/** A poll (Discord docs, resources/poll). */
export type PollPayload = {
  question: { text?: string };
  answers: readonly { answer_id: number; poll_media: { text?: string; emoji?: EmojiPayload } }[];
  expiry?: string | null;
  allow_multiselect?: boolean;
  results?: { is_finalized?: boolean; answer_counts?: readonly { id: number; count: number; me_voted?: boolean }[] };
};

/** One option of a select menu, a radio group or a checkbox group. */
export type OptionPayload = {
  label: string;
  value: string;
  description?: string;
  emoji?: EmojiPayload;
  default?: boolean;
};

/** A component of a message or of a form, of either version (Discord docs, components/reference). */
export type ComponentPayload = {
  type: number;
  id?: number;
  custom_id?: string;
  style?: number;
  label?: string;
  description?: string | null;
  placeholder?: string;
  disabled?: boolean;
  emoji?: EmojiPayload;
  url?: string;
  content?: string;
  options?: readonly OptionPayload[];
  default_values?: readonly { id: string; type: string }[] | null;
  channel_types?: readonly number[];
  file_types?: readonly string[];
  min_values?: number | null;
  max_values?: number | null;
  min_length?: number | null;
  max_length?: number | null;
  required?: boolean | null;
  value?: string;
  default?: boolean;
  components?: readonly ComponentPayload[];
  component?: ComponentPayload;
  accessory?: ComponentPayload;
  accent_color?: number | null;
  spoiler?: boolean;
  divider?: boolean;
  spacing?: number;
  media?: MediaPayload;
  file?: MediaPayload;
  items?: readonly { media: MediaPayload; description?: string | null; spoiler?: boolean }[];
  name?: string;
  size?: number;
};

/** What a message's `flags` say (Discord docs, resources/message, "Message flags"). */
export const MESSAGE_FLAG = {
  suppressEmbeds: 1 << 2,
  hasThread: 1 << 5,
  ephemeral: 1 << 6,
  loading: 1 << 7,
  silent: 1 << 12,
  voiceMessage: 1 << 13,
  hasSnapshot: 1 << 14,
} as const;
