import type { RoomChange, RoomDeed, RoomOutcome } from './room-protocol.ts';

/** Files by the names of the fields in which they are sent. */
export type FieldFiles = Readonly<Record<string, readonly File[]>>;

/** What a page is told of its connection to the room. */
export type LinkState = 'connected' | 'lost';

/** A page's connection to its room. The browser opens it again by itself when it breaks. */
export class RoomLink {
  readonly #source: EventSource;

  constructor(take: (change: RoomChange) => void, note: (state: LinkState) => void) {
    this.#source = new EventSource('events');
    this.#source.onmessage = ({ data }) => take(JSON.parse(data));
    this.#source.onopen = () => note('connected');
    this.#source.onerror = () => note('lost');
  }

  /** Does something. It never rejects; while nobody answers, nothing comes of it. */
  async send(deed: RoomDeed, files: FieldFiles = {}): Promise<RoomOutcome | undefined> {
    try {
      const response = await fetch('deeds', { method: 'POST', ...toBody(deed, files) });
      return await response.json();
    } catch {
      return undefined;
    }
  }

  /** Ends it. */
  close(): void {
    this.#source.close();
  }
}

const toBody = (deed: RoomDeed, files: FieldFiles): RequestInit => {
  const json = JSON.stringify(deed);
  const all = Object.entries(files).flatMap(([field, some]) => some.map((file) => [field, file] as const));
  if (all.length === 0) return { body: json, headers: { 'content-type': 'application/json' } };
  const form = new FormData();
  form.set('deed', json);
  for (const [field, file] of all) form.append(field, file);
  return { body: form };
};
