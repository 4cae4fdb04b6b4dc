import { html, LitElement, type TemplateResult } from 'lit';
import { formatTimestamp, toDateScene } from './dates.ts';
import { drawEmoji } from './emoji-view.ts';
import { sendLookEvent } from './look-event.ts';
import type { LookScene } from './look-scene.ts';
import type { PollPayload } from './message-payload.ts';
import { MESSAGE_STYLE } from './message-style.ts';
import { THEME } from './theme.ts';

type PollAnswer = PollPayload['answers'][number];

/** `<look-poll>`: a poll with its votes, and the vote of the person who looks. */
export class LookPoll extends LitElement {
  static override properties = {
    poll: { attribute: false },
    messageId: { attribute: false },
    scene: { attribute: false },
    chosen: { state: true },
  };
  static override styles = [THEME, ...MESSAGE_STYLE];
  declare poll: PollPayload;
  declare messageId: string;
  declare scene: LookScene;
  declare chosen: readonly number[];

  constructor() {
    super();
    this.poll = { question: {}, answers: [] };
    this.messageId = '';
    this.chosen = [];
  }

  override render() {
    const { question, answers, allow_multiselect: isMultiple, results } = this.poll;
    const isOver = Boolean(results?.is_finalized) || this.#ends < this.scene.now();
    const mine = this.#counts.filter(({ me_voted }) => me_voted).map(({ id }) => id);
    const isFixed = isOver || mine.length > 0;
    const { words } = this.scene;
    return html`<fieldset class="poll">
      <legend dir="auto">${question.text ?? ''}</legend>
      <div class="small">${words[isMultiple ? 'poll.several' : 'poll.one']}</div>
      ${answers.map((answer) => (isFixed ? this.#drawResult(answer, mine) : this.#drawChoice(answer)))}
      <div class="poll-foot"><span class="small">${words['poll.votes']({ count: this.#total })} • ${this.#remaining(isOver)}</span>
      ${isOver ? '' : this.#drawButton(mine)}</div></fieldset>`;
  }

  #drawButton(mine: readonly number[]): TemplateResult {
    const isBack = mine.length > 0;
    const vote = (event: Event) =>
      sendLookEvent(event.currentTarget, 'look-vote', {
        messageId: this.messageId,
        answers: isBack ? [] : [...this.chosen],
      });
    return html`<button type="button" class="button ${isBack ? 'secondary' : 'primary'}" ?disabled=${!isBack && this.chosen.length === 0} @click=${vote}
      >${this.scene.words[isBack ? 'poll.remove' : 'poll.vote']}</button>`;
  }

  #drawChoice({ answer_id: id, poll_media: { text, emoji } }: PollAnswer): TemplateResult {
    const isMultiple = Boolean(this.poll.allow_multiselect);
    const choose = () => {
      const others = this.chosen.filter((one) => one !== id);
      const isChosen = others.length < this.chosen.length;
      this.chosen = isMultiple ? [...others, ...(isChosen ? [] : [id])] : [id];
    };
    return html`<label class="poll-answer">${drawEmoji(emoji)}<span dir="auto">${text ?? ''}</span>
      <input type=${isMultiple ? 'checkbox' : 'radio'} name="answer" .checked=${this.chosen.includes(id)} @change=${choose} /></label>`;
  }

  #drawResult({ answer_id: id, poll_media: { text, emoji } }: PollAnswer, mine: readonly number[]): TemplateResult {
    const count = this.#counts.find((one) => one.id === id)?.count ?? 0;
    const share = this.#total > 0 ? Math.round((count / this.#total) * 100) : 0;
    const { locale, words } = this.scene;
    const percent = new Intl.NumberFormat(locale, { style: 'percent' }).format(share / 100);
    const parts = [words['poll.votes']({ count }), percent, ...(mine.includes(id) ? [words['poll.yours']] : [])];
    return html`<div class="poll-answer ${mine.includes(id) ? 'mine' : ''}" .style=${`--share: ${share}%`}>${drawEmoji(emoji)}<span dir="auto">${text ?? ''}</span>
      <span class="poll-share">${new Intl.ListFormat(locale, { type: 'unit', style: 'short' }).format(parts)}</span></div>`;
  }

  get #counts() {
    return this.poll.results?.answer_counts ?? [];
  }

  get #total(): number {
    return this.#counts.reduce((sum, { count }) => sum + count, 0);
  }

  get #ends(): number {
    return this.poll.expiry ? Date.parse(this.poll.expiry) : Number.POSITIVE_INFINITY;
  }

  #remaining(isOver: boolean): string {
    const { words } = this.scene;
    if (isOver) return words['poll.over'];
    if (!Number.isFinite(this.#ends)) return words['poll.endless'];
    return words['poll.ends']({ when: formatTimestamp(this.#ends, 'R', toDateScene(this.scene)) });
  }
}

customElements.define('look-poll', LookPoll);
