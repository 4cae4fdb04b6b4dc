import { css, html, LitElement, type TemplateResult } from 'lit';
import { THEME } from './look/theme.ts';
import { sendRoomEvent } from './room-event.ts';
import type { RoomDeed } from './room-protocol.ts';
import { ROOM_STYLE } from './room-style.ts';
import type { RoomWords } from './words/english-room.ts';

/** One thing that is asked before something is done: typed in one line or several, or chosen. The answer makes the deed. */
export type PageQuestion = {
  title: string;
  label: string;
  kind:
    | { is: 'line' }
    | { is: 'text'; value: string }
    | { is: 'choice'; of: readonly { value: string; label: string }[] };
  toDeed(answer: string): RoomDeed;
};

/**
 * `<room-ask>`: asks one question in a dialog, and does what was answered. It says `ask-over` once that is done, or when it's put
 * away. What can't be done stays there to be changed, with `trouble`, which says why.
 */
export class AskDialog extends LitElement {
  static override properties = {
    question: { attribute: false },
    trouble: { attribute: false },
    words: { attribute: false },
  };
  static override styles = [
    THEME,
    ROOM_STYLE,
    css`
      dialog { border: 1px solid var(--border-strong); border-radius: 10px; background: var(--float); color: var(--text); padding: 16px; width: min(440px, 90vw); }
      h2 { margin: 0 0 8px; font-size: 17px; color: var(--strong); }
      .foot { display: flex; gap: 8px; margin-top: 12px; }
      .wrong { margin: 8px 0 0; color: var(--danger); overflow-wrap: anywhere; }
    `,
  ];
  declare question: PageQuestion;
  declare trouble: string;
  declare words: RoomWords;

  override render() {
    const { title, label } = this.question;
    return html`<dialog aria-labelledby="title" @close=${this.#end}><form @submit=${this.#submit}>
      <h2 id="title">${title}</h2>
      <label class="field"><span>${label}</span>${this.#drawAnswer()}</label>
      <div role="alert">${this.trouble ? html`<p class="wrong">${this.trouble}</p>` : ''}</div>
      <div class="foot"><button class="button primary" type="submit">${this.words['ask.ok']}</button>
        <button class="button secondary" type="button" @click=${this.#end}>${this.words['ask.cancel']}</button></div>
    </form></dialog>`;
  }

  override firstUpdated(): void {
    this.renderRoot.querySelector('dialog')?.showModal();
  }

  #drawAnswer(): TemplateResult {
    const { kind } = this.question;
    switch (kind.is) {
      case 'line':
        return html`<input name="answer" required autocomplete="off">`;
      case 'text':
        return html`<textarea name="answer" rows="3" required .value=${kind.value}></textarea>`;
      case 'choice':
        return html`<select name="answer">${kind.of.map((one) => html`<option value=${one.value}>${one.label}</option>`)}</select>`;
    }
  }

  #submit(event: SubmitEvent): void {
    event.preventDefault();
    const answer = String(new FormData(event.target as HTMLFormElement).get('answer') ?? '');
    sendRoomEvent(this, 'room-deed', {
      deed: this.question.toDeed(answer),
      done: (outcome) => outcome?.is === 'done' && this.#end(),
    });
  }

  #end(): void {
    this.dispatchEvent(new CustomEvent('ask-over'));
  }
}

customElements.define('room-ask', AskDialog);
