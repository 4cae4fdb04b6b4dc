import { css, html, LitElement } from 'lit';
import { THEME } from './look/theme.ts';
import { ROOM_STYLE } from './room-style.ts';

/** One thing that is asked before something is done; with `choices` it is chosen, otherwise typed. */
export type PageQuestion = {
  title: string;
  label: string;
  value?: string;
  choices?: readonly { value: string; label: string }[];
  answer(value: string): void;
};

/** `<room-ask>`: asks one question in a dialog. It says `ask-over` when that is answered or put away. */
export class AskDialog extends LitElement {
  static override properties = { question: { attribute: false } };
  static override styles = [
    THEME,
    ROOM_STYLE,
    css`
      dialog { border: 1px solid var(--border-strong); border-radius: 10px; background: var(--float); color: var(--text); padding: 16px; width: min(440px, 90vw); }
      h2 { margin: 0 0 8px; font-size: 17px; color: var(--strong); }
      .foot { display: flex; gap: 8px; margin-top: 12px; }
    `,
  ];
  declare question: PageQuestion;

  override render() {
    const { title, label, value = '', choices } = this.question;
    return html`<dialog aria-labelledby="title" @close=${this.#end}><form @submit=${this.#submit}>
      <h2 id="title">${title}</h2>
      <label class="field"><span>${label}</span>${
        choices
          ? html`<select name="answer">${choices.map((one) => html`<option value=${one.value}>${one.label}</option>`)}</select>`
          : html`<textarea name="answer" rows="2" required maxlength="4000" .value=${value}></textarea>`
      }</label>
      <div class="foot"><button class="button primary" type="submit">OK</button>
        <button class="button secondary" type="button" @click=${this.#end}>Cancel</button></div>
    </form></dialog>`;
  }

  override firstUpdated(): void {
    this.renderRoot.querySelector('dialog')?.showModal();
  }

  #submit(event: SubmitEvent): void {
    event.preventDefault();
    const answer = new FormData(event.target as HTMLFormElement).get('answer');
    this.question.answer(String(answer ?? ''));
    this.#end();
  }

  #end(): void {
    this.dispatchEvent(new CustomEvent('ask-over'));
  }
}

customElements.define('room-ask', AskDialog);
