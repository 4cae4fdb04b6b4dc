import { html, type TemplateResult } from 'lit';

/** One thing that is suggested while somebody types. */
export type Suggestion = { value: string; label: string; about?: string };

/** What is suggested, and which of it is marked; the mark goes around. */
export type SuggestionState = { all: readonly Suggestion[]; marked: number };

/** Nothing to suggest. */
export const NO_SUGGESTIONS: SuggestionState = { all: [], marked: 0 };

/** How many are shown at once. */
const MOST = 12;

/** What a key does in a list of suggestions: it moves the mark, takes the marked one, closes the list, or nothing. */
export const readSuggestionKey = (
  { key, shiftKey }: Pick<KeyboardEvent, 'key' | 'shiftKey'>,
  { all, marked }: SuggestionState,
): { is: 'mark'; at: number } | { is: 'take'; suggestion: Suggestion } | { is: 'close' } | undefined => {
  const count = Math.min(all.length, MOST);
  if (count === 0) return undefined;
  if (key === 'ArrowDown') return { is: 'mark', at: (marked + 1) % count };
  if (key === 'ArrowUp') return { is: 'mark', at: (marked + count - 1) % count };
  if (key === 'Escape') return { is: 'close' };
  const suggestion = all[marked];
  return suggestion && !shiftKey && (key === 'Enter' || key === 'Tab') ? { is: 'take', suggestion } : undefined;
};

/** The list itself, for an input with `aria-controls` of this id and `aria-activedescendant` of the marked one. */
export const drawSuggestions = (
  id: string,
  { all, marked }: SuggestionState,
  take: (suggestion: Suggestion) => void,
): TemplateResult => html`<ul class="suggestions" id=${id} role="listbox" aria-label="Suggestions" ?hidden=${all.length === 0}>
  ${all.slice(0, MOST).map(
    (suggestion, index) => html`<li id="${id}-${index}" role="option" aria-selected=${index === marked}
      @mousedown=${(event: Event) => event.preventDefault()} @click=${() => take(suggestion)}>
      <b>${suggestion.label}</b> ${suggestion.about ? html`<span class="small">${suggestion.about}</span>` : ''}</li>`,
  )}</ul>`;
