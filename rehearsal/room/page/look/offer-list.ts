import { html, type TemplateResult } from 'lit';

/** One thing that can be picked, and a word about it. */
export type ListedOffer = { label: string; hint?: string | undefined };

/** A list of what can be picked, which hangs on the line that is typed in. */
export type OfferList = {
  label: string;
  offers: readonly ListedOffer[];
  active: number;
  pick(index: number): void;
  point(index: number): void;
};

/** The id of the offer that the keyboard is at; the line names it by `aria-activedescendant`. */
export const nameActive = ({ offers, active }: Pick<OfferList, 'offers' | 'active'>): string =>
  offers[active] ? `offer-${active}` : '';

/** Draws the list; it's there, but hidden, while nothing is offered, because the line refers to it. */
export const drawOffers = ({ label, offers, active, pick, point }: OfferList): TemplateResult =>
  html`<ul class="offers" id="offers" role="listbox" aria-label=${label} ?hidden=${offers.length === 0} @mousedown=${(event: Event) => event.preventDefault()}>${offers.map(
    (
      offer,
      index,
    ) => html`<li id="offer-${index}" role="option" class=${index === active ? 'active' : ''} aria-selected=${index === active}
      @click=${() => pick(index)} @mousemove=${() => point(index)}><bdi>${offer.label}</bdi>${offer.hint ? html`<span class="small" dir="auto">${offer.hint}</span>` : ''}</li>`,
  )}</ul>`;

/** Where the arrows lead in a list of so many, around its ends; nothing for other keys. */
export const pickByArrow = (key: string, active: number, count: number): number | undefined => {
  if (count === 0 || (key !== 'ArrowDown' && key !== 'ArrowUp')) return undefined;
  return (active + (key === 'ArrowDown' ? 1 : count - 1)) % count;
};
