import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import { BoundedMap } from '../../src/base/bounded-map.ts';
import { type Attachment, type File, toFileName } from './attachment.ts';
import { type CdnFault, type CdnFaultScope, CdnFaults } from './cdn-faults.ts';
import type { Discord } from './discord.ts';
import type { Gate } from './faults.ts';

/** One request to the CDN as the world remembers it. */
export type CdnRequest = {
  method: string;
  /** Without the signature. */
  path: string;
  /** What people call the file; its last part of the path if there is no such file. */
  name: string;
  headers: IncomingHttpHeaders;
  /** Milliseconds of the world's clock. */
  at: number;
  /** Undefined until it is answered, 0 if it never is. */
  status: number | undefined;
  /** How it ended: with all that was to be sent, without it because of a fault, or because the client went. */
  end: 'whole' | 'faulty' | 'left' | undefined;
};

/** A signed address: good for one path, until a moment of the wall clock. */
type Grant = { path: string; until: number; isUsed: boolean };

/** How long an address is good for (Discord docs, reference, "Signed attachment CDN URLs"). */
const GOOD_FOR = 24 * 60 * 60_000;

/** Files, addresses and requests that are remembered; older ones are forgotten. */
const MOST = { files: 1_000, grants: 20_000, requests: 5_000 };

/** Headers that say more of the one who asks than a CDN has to know, or that read a file in pieces. */
const UNWANTED = ['authorization', 'cookie', 'range', 'referer'] as const;

const seconds = (ms: number) => Math.floor(ms / 1_000).toString(16);

/** Discord's CDN: the files of messages, on a port and under an origin of its own. */
export class Cdn {
  readonly requests: CdnRequest[] = [];
  /** Where clients find it, if not on 127.0.0.1: behind a proxy. */
  elsewhere: string | undefined;
  readonly #world: Discord;
  readonly #faults = new CdnFaults();
  readonly #files = new BoundedMap<string, Attachment>(MOST.files);
  readonly #grants = new BoundedMap<string, Grant>(MOST.grants);
  readonly #server: Server;
  #port = 0;

  constructor(world: Discord) {
    this.#world = world;
    this.#server = createServer((request, response) => void this.#serve(request, response));
  }

  get origin() {
    return this.elsewhere ?? `http://127.0.0.1:${this.#port}`;
  }

  get port() {
    return this.#port;
  }

  async listen() {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    const address = this.#server.address();
    this.#port = typeof address === 'object' ? (address?.port ?? 0) : 0;
  }

  async close() {
    this.#faults.release();
    if (!this.#server.listening) return;
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.#server.closeAllConnections();
    await closed;
  }

  /** Keeps a file so that it can be fetched; one that only an interaction shows has a place of its own. */
  keep(file: File, channelId: string, { isEphemeral = false } = {}): Attachment {
    const { name, content, contentType, alt, width, height } = file;
    const id = this.#world.ids.next();
    const path = `/${isEphemeral ? 'ephemeral-attachments' : 'attachments'}/${channelId}/${id}/${toFileName(name)}`;
    const sign = () => this.#sign(path);
    const attachment: Attachment = {
      id,
      name,
      content,
      contentType,
      width,
      height,
      description: alt,
      isEphemeral,
      get url() {
        return sign();
      },
    };
    this.#files.set(path, attachment);
    return attachment;
  }

  /** The next requests for a file, or for all, meet this instead of it. */
  fail(fault: CdnFault, scope: CdnFaultScope = {}) {
    this.#faults.plan(fault, scope);
  }

  /** Nothing that was planned happens any more. */
  mend() {
    this.#faults.mend();
  }

  /** Requests for a file, or for all, wait until the gate is released. */
  hold(file?: string | RegExp): Gate {
    return this.#faults.hold(file);
  }

  #sign(path: string): string {
    const now = this.#world.clock.wall();
    const signature = randomBytes(32).toString('hex');
    this.#grants.set(signature, { path, until: now + GOOD_FOR, isUsed: false });
    return `${this.origin}${path}?ex=${seconds(now + GOOD_FOR)}&is=${seconds(now)}&hm=${signature}&`;
  }

  async #serve(request: IncomingMessage, response: ServerResponse) {
    const { pathname: path, searchParams } = new URL(request.url ?? '/', this.origin);
    const file = this.#files.get(path);
    const entry = this.#remember(request, path, file);
    for (const name of UNWANTED.filter((one) => request.headers[one] !== undefined))
      this.#world.complain(`The CDN was asked for ${path} with the header ${name}, which is none of its business.`);
    response.once('close', () => {
      entry.end ??= 'left';
      this.#world.changes.happened();
    });
    await this.#faults.pass(entry);
    const grant = this.#grants.get(searchParams.get('hm') ?? '');
    const status = this.#refusal(entry, file, grant);
    if (status !== undefined || !file || !grant) return this.#refuse(response, entry, { status: status ?? 404 });
    const fault = this.#faults.next(entry);
    if (!isFailure(fault)) this.#noteReading(entry, grant);
    await this.#answer(response, entry, file, fault);
  }

  #remember({ method = 'GET', headers }: IncomingMessage, path: string, file: Attachment | undefined): CdnRequest {
    const name = file?.name ?? path.split('/').at(-1) ?? '';
    const at = this.#world.clock.now();
    const entry: CdnRequest = { method, path, name, headers, at, status: undefined, end: undefined };
    this.requests.push(entry);
    if (this.requests.length > MOST.requests) this.requests.shift();
    this.#world.changes.happened();
    return entry;
  }

  /** Why a request gets no file, as a status; undefined if it gets one. */
  #refusal({ method, path }: CdnRequest, file: Attachment | undefined, grant: Grant | undefined): number | undefined {
    if (method !== 'GET') return 405;
    return file && grant?.path === path && grant.until > this.#world.clock.wall() ? undefined : 404;
  }

  /** An address is read once: what was looked at must be what is used, and a file may change between two readings. */
  #noteReading({ path }: CdnRequest, grant: Grant) {
    if (grant.isUsed) this.#world.complain(`${path} was fetched a second time, though the first time had not failed.`);
    grant.isUsed = true;
  }

  async #answer(response: ServerResponse, entry: CdnRequest, file: Attachment, fault: CdnFault | undefined) {
    switch (fault?.is) {
      case 'status':
        return this.#refuse(response, entry, fault);
      case 'redirect':
        return this.#refuse(response, entry, { status: fault.status ?? 302, headers: { Location: fault.to } });
      case 'reset':
        Object.assign(entry, { status: 0, end: 'faulty' });
        return void response.socket?.resetAndDestroy();
      default:
        return this.#send(response, entry, file, fault);
    }
  }

  #refuse(response: ServerResponse, entry: CdnRequest, about: { status: number; headers?: Record<string, string> }) {
    Object.assign(entry, { status: about.status, end: 'faulty' });
    response.writeHead(about.status, { ...about.headers, 'Content-Type': 'text/plain;charset=UTF-8' });
    response.end('This content is no longer available.');
  }

  async #send(response: ServerResponse, entry: CdnRequest, file: Attachment, fault: CdnFault | undefined) {
    entry.status = 200;
    const content = fault?.is === 'other' || fault?.is === 'encoded' ? fault.content : file.content;
    response.writeHead(200, {
      'Content-Type': file.contentType ?? 'application/octet-stream',
      ...(fault?.is === 'encoded' && { 'Content-Encoding': fault.as }),
      ...(fault?.is === 'header' && { 'X-Long': 'x'.repeat(fault.bytes) }),
      ...lengthHeader(content, fault),
    });
    if (fault) entry.end = 'faulty';
    if (fault?.is === 'drip') return this.#drip(response, content, fault);
    if (fault?.is === 'stall') return void response.write(content.subarray(0, fault.after));
    const sent = fault?.is === 'cut' ? content.subarray(0, fault.after) : content;
    const all = fault?.is === 'overrun' ? Buffer.concat([sent, Buffer.alloc(fault.bytes, '!')]) : sent;
    // What is shorter than its header promised ends with the connection.
    if (fault?.is === 'cut' || fault?.is === 'length') response.write(all, () => response.destroy());
    else response.end(all, () => (entry.end ??= 'whole'));
  }

  async #drip(response: ServerResponse, content: Buffer, { bytes, every }: { bytes: number; every: number }) {
    for (let at = 0; at < content.length && !response.destroyed; at += bytes) {
      response.write(content.subarray(at, at + bytes));
      await this.#world.clock.sleep(every);
    }
    response.end();
  }
}

/** Whether a fault is one after which a client may ask again, because it has nothing of the file yet. */
const isFailure = (fault: CdnFault | undefined) => fault?.is === 'status' || fault?.is === 'reset';

const lengthHeader = (content: Buffer, fault: CdnFault | undefined): { 'Content-Length'?: number } => {
  const bytes = fault?.is === 'length' ? fault.bytes : fault?.is === 'overrun' ? undefined : content.length;
  return bytes === undefined ? {} : { 'Content-Length': bytes };
};
