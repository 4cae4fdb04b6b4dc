import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { composeAnnouncement } from './announcement.ts';
import type { LookScene } from './look-scene.ts';
import { MESSAGE_FLAG, type MessagePayload } from './message-payload.ts';
import type { MessageAction, MessageView } from './message-view.ts';
import './message-view.ts';
import { THEME } from './theme.ts';

/** Messages of one author within this many milliseconds share a head. */
const TOGETHER = 7 * 60_000;

/** An answer that grows is read out once nothing was added to it for so many milliseconds. */
const SETTLED = 1_500;

/** So near to the end, in pixels, the list stays at its end when messages come. */
const NEAR = 120;

/**
 * `<look-messages>`: the messages of a channel, oldest first. It stays at its end, and has new messages read out, once each. Tab
 * reaches one message and what is in it, the newest at first; the arrows lead to the others.
 * `used` names the command that each answer came of, by the message's id.
 */
export class MessageList extends LitElement {
  static override properties = {
    messages: { attribute: false },
    scene: { attribute: false },
    used: { attribute: false },
    actions: { attribute: false },
    name: { attribute: false },
    said: { state: true },
    at: { state: true },
  };
  static override styles = [
    THEME,
    css`
      /* What is hidden lies in what scrolls, so that it doesn't make the page longer. */
      :host { position: relative; display: block; overflow-y: auto; min-height: 0; background: var(--page); color: var(--text); font: 16px/1.4 var(--font); }
      ol { list-style: none; margin: 0; padding: 16px 0 20px; }
      .day { display: flex; align-items: center; gap: 8px; margin: 20px 16px 4px; font-size: 12px; font-weight: 600; color: var(--muted); }
      .day::before, .day::after { content: ''; flex: 1; height: 1px; background: var(--border); }
      .none { padding: 24px 16px; color: var(--muted); }
    `,
  ];
  declare messages: readonly MessagePayload[];
  declare scene: LookScene;
  declare used: Readonly<Record<string, string>>;
  /** What can be done with each message, by its id. */
  declare actions: Readonly<Record<string, readonly MessageAction[]>>;
  /** What the list is called, such as "#general". */
  declare name: string;
  declare said: string;
  /** The id of the message that Tab reaches; if there's none, it's the newest. */
  declare at: string;
  readonly #read = new Set<string>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isAtEnd = true;

  constructor() {
    super();
    Object.assign(this, {
      messages: [],
      used: {},
      actions: {},
      name: '',
      said: '',
      at: '',
    });
    this.addEventListener('keydown', (event) => this.#move(event));
    this.addEventListener('scroll', () => {
      this.#isAtEnd = this.scrollHeight - this.scrollTop - this.clientHeight < NEAR;
    });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.setAttribute('role', 'region');
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  override render() {
    const current = this.#current;
    return html`<ol aria-label=${this.name} @focusout=${this.#note}>${repeat(
      this.messages,
      ({ id }) => id,
      (message, index) => this.#drawItem(message, this.messages[index - 1], index === current),
    )}</ol>
    ${this.messages.length === 0 ? html`<p class="none">${this.scene.words['list.empty']}</p>` : ''}
    <div class="hidden-words" role="status">${this.said}</div>`;
  }

  override updated(changed: PropertyValues<this>): void {
    if (changed.has('name')) this.setAttribute('aria-label', this.name);
    if (!changed.has('messages')) return;
    // What's there when a channel is opened was said before anybody looked.
    if (changed.get('messages') === undefined || changed.has('name')) this.#markRead();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#announce(), SETTLED);
    if (this.#isAtEnd) requestAnimationFrame(() => this.scrollTo({ top: this.scrollHeight }));
  }

  /** Goes to the newest message, and stays at the end: who has just said something wants to see what comes of it. */
  follow(): void {
    this.#isAtEnd = true;
    this.scrollTo({ top: this.scrollHeight });
  }

  /** Where the message is that Tab reaches. */
  get #current(): number {
    const found = this.messages.findIndex(({ id }) => id === this.at);
    return found < 0 ? this.messages.length - 1 : found;
  }

  get #views(): MessageView[] {
    return [...(this.shadowRoot?.querySelectorAll<MessageView>('look-message') ?? [])];
  }

  /**
   * When the focus leaves the list, Tab comes back to the message in which it was. It isn't noted before that, because what has
   * the focus loses it in Chromium when its host's `tabindex` goes.
   */
  #note(event: FocusEvent): void {
    const from = this.#find(event);
    const isInside = this.#views.some((view) => view === event.relatedTarget);
    if (from >= 0 && !isInside) this.at = this.messages[from]?.id ?? '';
  }

  /** Where the message is in which something happened. */
  #find(event: Event): number {
    const path = event.composedPath();
    return this.#views.findIndex((view) => path.includes(view));
  }

  /** The arrows, Home and End lead from a message to another one, but not from what is in it. */
  #move(event: KeyboardEvent): void {
    const [from] = event.composedPath();
    if (!(from instanceof Element) || from.localName !== 'article') return;
    const [at, last] = [this.#find(event), this.messages.length - 1];
    const to = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: last }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    void this.#focusOn(Math.max(0, Math.min(to, last)));
  }

  async #focusOn(index: number): Promise<void> {
    this.at = this.messages[index]?.id ?? '';
    await this.updateComplete;
    const view = this.#views[index];
    await view?.updateComplete;
    view?.focus();
  }

  #drawItem(message: MessagePayload, before: MessagePayload | undefined, isCurrent: boolean): TemplateResult {
    const at = Date.parse(message.timestamp ?? '');
    const isNewDay =
      before !== undefined && !Number.isNaN(at) && dayOf(at) !== dayOf(Date.parse(before.timestamp ?? ''));
    const date = isNewDay && new Intl.DateTimeFormat(this.scene.locale, { dateStyle: 'long' }).format(at);
    return html`<li>${date ? html`<div class="day">${date}</div>` : ''}<look-message tabindex=${isCurrent ? nothing : -1} .current=${isCurrent} .message=${message} .scene=${this.scene}
      .used=${this.used[message.id]} .actions=${this.actions[message.id] ?? []} .continued=${!isNewDay && isContinued(message, before)}></look-message></li>`;
  }

  #markRead(): void {
    for (const { id } of this.messages) this.#read.add(id);
  }

  #announce(): void {
    const fresh = this.messages.filter(({ id, flags = 0 }) => !this.#read.has(id) && !(flags & MESSAGE_FLAG.loading));
    if (fresh.length === 0) return;
    for (const { id } of fresh) this.#read.add(id);
    this.said = fresh.map((message) => composeAnnouncement(message, this.scene)).join('\n');
  }
}

const dayOf = (at: number): string => (Number.isNaN(at) ? '' : new Date(at).toDateString());

/** Whether a message stands below one of the same author without a head of its own. */
const isContinued = (message: MessagePayload, before: MessagePayload | undefined): boolean => {
  if (!before || before.author?.id !== message.author?.id) return false;
  const isPlain = ({ type = 0 }: MessagePayload) => type === 0 || type === 19 || type === 20 || type === 23;
  const isPrivate = ({ flags = 0 }: MessagePayload) => (flags & MESSAGE_FLAG.ephemeral) !== 0;
  const apart = Date.parse(message.timestamp ?? '') - Date.parse(before.timestamp ?? '');
  return isPlain(message) && isPlain(before) && isPrivate(message) === isPrivate(before) && apart < TOGETHER;
};

customElements.define('look-messages', MessageList);
