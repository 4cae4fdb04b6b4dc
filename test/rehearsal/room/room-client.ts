import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import type {
  RoomChange,
  RoomDeed,
  RoomMessage,
  RoomOutcome,
  RoomState,
} from '../../../rehearsal/room/page/room-protocol.ts';
import { applyRoomChange } from '../../../rehearsal/room/page/room-store.ts';
import { RehearsalRoom } from '../../../rehearsal/room/rehearsal-room.ts';
import { RoomServer } from '../../../rehearsal/room/room-server.ts';
import { Changes } from '../../../world/discord/changes.ts';
import { TEST_PATIENCE } from '../../../world/patience.ts';

/** What a page does, without a browser: it follows what changes in a room, and acts in it. */
export class RoomClient {
  readonly url: string;
  state: RoomState | undefined;
  /** The kinds of all changes, in order. */
  readonly seen: RoomChange[] = [];
  readonly #changes = new Changes();
  readonly #leaving = new AbortController();

  constructor(url: string) {
    this.url = url;
  }

  /** Begins to follow what changes. Resolves with the state. */
  async follow(): Promise<RoomState> {
    const response = await fetch(new URL('events', this.url), { signal: this.#leaving.signal });
    assert.equal(response.headers.get('content-type'), 'text/event-stream');
    assert.ok(response.body);
    void this.#read(response.body).catch(() => {});
    await this.until(() => this.state);
    assert.ok(this.state);
    return this.state;
  }

  /** Goes away. */
  leave(): void {
    this.#leaving.abort();
  }

  /** Does something, with files by the names of their fields. */
  async act(deed: RoomDeed, files: Record<string, File> = {}): Promise<RoomOutcome> {
    const form = new FormData();
    form.set('deed', JSON.stringify(deed));
    for (const [field, file] of Object.entries(files)) form.append(field, file);
    const isPlain = Object.keys(files).length === 0;
    const response = await fetch(new URL('deeds', this.url), {
      method: 'POST',
      body: isPlain ? JSON.stringify(deed) : form,
      ...(isPlain && { headers: { 'content-type': 'application/json' } }),
    });
    return (await response.json()) as RoomOutcome;
  }

  /** Does something that must be possible, and returns the id that came of it. */
  async must(deed: RoomDeed, files: Record<string, File> = {}): Promise<string> {
    const outcome = await this.act(deed, files);
    assert.equal(outcome.is, 'done', JSON.stringify(outcome));
    return outcome.is === 'done' ? (outcome.id ?? '') : '';
  }

  /** Resolves once it is so. */
  until(holds: (state: RoomState) => unknown): Promise<void> {
    return this.#changes.until(
      () => this.state && holds(this.state),
      () => `Last: ${JSON.stringify(this.state?.messages.slice(-3).map(readWords))}`,
      { deadline: TEST_PATIENCE },
    );
  }

  /** The newest message with these words, once there is one. */
  async shows(words: RegExp): Promise<RoomMessage> {
    const find = () => this.state?.messages.findLast((message) => words.test(readWords(message)));
    await this.until(find);
    const found = find();
    assert.ok(found);
    return found;
  }

  /** The id of a member, by the name. */
  person(name: string): string {
    return this.state?.people.find((one) => one.name === name)?.id ?? assert.fail(`no ${name}`);
  }

  /** The id of a channel, by the name. */
  channel(name: string): string {
    return this.state?.channels.find((one) => one.name === name)?.id ?? assert.fail(`no #${name}`);
  }

  async #read(body: ReadableStream<Uint8Array>): Promise<void> {
    let rest = '';
    for await (const part of body.pipeThrough(new TextDecoderStream())) {
      const events = `${rest}${part}`.split('\n\n');
      rest = events.pop() ?? '';
      for (const event of events) this.#take(JSON.parse(event.replace(/^data: /, '')));
    }
  }

  #take(change: RoomChange): void {
    this.seen.push(change);
    this.state = applyRoomChange(this.state, change);
    this.#changes.happened();
  }
}

/** All texts of a message: its content, and those of its components. */
export const readWords = ({ payload }: RoomMessage): string => {
  const texts = (value: unknown): string[] => {
    if (Array.isArray(value)) return value.flatMap(texts);
    if (typeof value !== 'object' || value === null) return [];
    const { content, components } = value as { content?: unknown; components?: unknown };
    return [...(typeof content === 'string' ? [content] : []), ...texts(components)];
  };
  return texts(payload).join('\n');
};

/** A room with a server, and somebody who looks at it. */
export const openRoom = async (
  t: TestContext,
): Promise<{ room: RehearsalRoom; server: RoomServer; client: RoomClient }> => {
  const room = await RehearsalRoom.open();
  const server = await RoomServer.open(room);
  const client = new RoomClient(server.url);
  t.after(async () => {
    client.leave();
    await server.close();
    await room.close();
  });
  return { room, server, client };
};
