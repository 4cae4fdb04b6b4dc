import type { ToolCall, WrittenPart } from '../../live/protocol/tool-call.ts';
import type { PlacedPart } from './answer-part.ts';

/** A model's longest answer has 65,536 tokens, or about half as many characters as this. A turn accepts no more, said and
 * written together. */
const MOST_TEXT = 500_000;

/**
 * A reader that lags behind keeps the pieces that it still has to read. A turn accepts no more audio than this many
 * bytes.
 */
const MOST_AUDIO = 64 * 1024 * 1024;

/** A turn accepts no more function calls than this; a model makes a few. */
const MOST_TOOLS = 1_000;

/** Nobody speaks faster than this, in bytes of PCM per character. A transcript may run ahead of its sound. */
const FASTEST = 48_000 / 25;

/**
 * The content of one answer. Everything is bounded, and what doesn't fit is counted. The sound itself isn't kept, only its
 * length. The methods that add something return what is new.
 */
export class AnswerContent {
  #text = '';
  #written: PlacedPart[] = [];
  #writtenLength = 0;
  /** The position in the sound at which each piece of the text came. */
  #marks: { bytes: number; characters: number }[] = [];
  #tools: ToolCall[] = [];
  #audioBytes = 0;
  #lostAudioBytes = 0;
  #lostText = 0;

  /** The answer's text so far; a leading space, which models like to send, is not part of it. */
  get text(): string {
    return this.#text;
  }

  /** What was written so far, in its places. */
  get written(): readonly PlacedPart[] {
    return this.#written;
  }

  /** The tool calls so far. */
  get tools(): readonly ToolCall[] {
    return this.#tools;
  }

  /** Bytes of audio that came, and how many of them were dropped because the answer was too long to keep. */
  get audioBytes(): { came: number; lost: number } {
    return { came: this.#audioBytes, lost: this.#lostAudioBytes };
  }

  /** Characters that were dropped because they were too many to keep. */
  get lostText(): number {
    return this.#lostText;
  }

  /** Adds words to the answer. Returns those that are new to a reader, which may be none. */
  addText(delta: string): string {
    const text = this.#fit(delta);
    this.#text += text;
    if (text !== '') this.#marks.push({ bytes: this.#audioBytes, characters: this.#text.length });
    return text;
  }

  /** Adds a written part, or as much of it as there's room for. Returns what was added. */
  addWritten(part: WrittenPart): PlacedPart {
    const { markdown, title = '', name = '' } = part;
    const room = MOST_TEXT - this.#text.length - this.#writtenLength - title.length - name.length;
    const placed = { ...part, markdown: markdown.slice(0, Math.max(0, room)), at: this.#text.length };
    this.#lostText += markdown.length - placed.markdown.length;
    if (placed.markdown === '') return placed;
    this.#written = [...this.#written, placed];
    this.#writtenLength += placed.markdown.length + title.length + name.length;
    return placed;
  }

  /** Counts bytes of sound. Returns whether there's room for them. */
  addAudio(bytes: number): boolean {
    this.#audioBytes += bytes;
    const fits = this.#audioBytes <= MOST_AUDIO;
    if (!fits) this.#lostAudioBytes += bytes;
    return fits;
  }

  /** Adds tool calls of the model. Returns those that there's room for. */
  addTools(calls: ToolCall[]): ToolCall[] {
    const taken = calls.slice(0, MOST_TOOLS - this.#tools.length);
    this.#tools.push(...taken);
    return taken;
  }

  /** Withdraws the answer so far. */
  withdraw(): void {
    this.#text = '';
    this.#written = [];
    this.#writtenLength = 0;
    this.#marks = [];
    this.#tools = [];
    this.#audioBytes = 0;
  }

  /** The words that were spoken within the first `bytes` bytes of the sound. */
  getTextSpokenBy(bytes: number): string {
    const spoken = this.#marks.findLast((mark) => mark.bytes < bytes)?.characters ?? 0;
    return takeWholeWords(this.#text, Math.min(spoken, Math.floor(bytes / FASTEST)));
  }

  /** The part of a delta that is added: no leading space at the beginning, and no more than there's room for. */
  #fit(delta: string): string {
    const text = this.#text === '' ? delta.trimStart() : delta;
    const fitting = text.slice(0, Math.max(0, MOST_TEXT - this.#text.length - this.#writtenLength));
    this.#lostText += text.length - fitting.length;
    return fitting;
  }
}

/** The first words of a text, as many as fit into this many characters. */
const takeWholeWords = (text: string, characters: number): string => {
  if (characters >= text.length) return text;
  const start = text.slice(0, characters);
  return /\s/.test(text[characters] ?? '') ? start : start.replace(/\S*$/, '').trimEnd();
};
