import { html, type TemplateResult } from 'lit';
import { type MentionOffer, toWireText } from './mention-offers.ts';

/** How much a message of somebody without Nitro takes: files and characters (Discord docs, resources/message, as its apps limit it). */
export const BOX_LIMITS = { files: 10, text: 2_000 };

/** The last characters are counted down. */
const COUNTED = 200;

/** How many more characters a message takes; less than none if it has too many. A mention is as long as Discord writes it. */
export const countRest = (text: string, picked: readonly MentionOffer[]): number =>
  BOX_LIMITS.text - [...toWireText(text.trim(), picked)].length;

/** How many more characters a message takes, once they're few, as Discord's apps show it. */
export const drawRest = (text: string, picked: readonly MentionOffer[]): TemplateResult | '' => {
  const rest = countRest(text, picked);
  return rest > COUNTED ? '' : html`<bdi class="rest ${rest < 0 ? 'wrong' : ''}">${rest}</bdi>`;
};
