import { html, type TemplateResult } from 'lit';
import type { EmojiPayload } from './message-payload.ts';

/** What an emoji is called. */
export const nameEmoji = ({ id, name }: EmojiPayload): string => (id ? `:${name ?? 'emoji'}:` : (name ?? ''));

/** An emoji as text; one of a server by its name, because its picture is only on Discord's servers. */
export const drawEmoji = (emoji: EmojiPayload | undefined): TemplateResult | '' =>
  emoji ? html`<span class="emoji" aria-hidden="true">${nameEmoji(emoji)}</span>` : '';
