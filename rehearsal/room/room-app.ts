import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { secureHeaders } from 'hono/secure-headers';
import type { BrowserModules } from '../../src/ops/browser-modules.ts';
import type { Attachment, File as SentFile } from '../../world/discord/attachment.ts';
import { sendCallSound } from './call-sound.ts';
import { sendChanges } from './change-stream.ts';
import { readDeed } from './deed-schema.ts';
import type { DeedFiles } from './deed-table.ts';
import type { RoomOutcome } from './page/room-protocol.ts';
import type { RehearsalRoom } from './rehearsal-room.ts';
import { RoomRefusal } from './room-refusal.ts';

/** What a room's pages need: the secret part of their address, and the host and port at which they must be asked for. */
type AppOptions = { room: RehearsalRoom; modules: BrowserModules; secret: string; host(): string };

/** The most that a page may send at once, in bytes: ten files of the size that Discord takes, and a little more. */
const MOST_BYTES = 110 * 1024 * 1024;

/** Files that a browser may show as what they say they are. All others are saved. */
const SHOWN = /^(?:image\/(?:png|jpeg|gif|webp|avif)|audio\/[\w.+-]+|video\/[\w.+-]+|text\/plain)\b/;

const PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Rehearsal room</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/code/page/room-page.css">
<script type="module" src="/code/page/room-page.ts"></script>
</head>
<body><room-page></room-page></body>
</html>
`;

/**
 * The page of a room, what changes in it, and what is done there. Only a browser of this machine reaches it, only under the name
 * of this machine, so that no other site can stand in for it, and only who knows its address.
 */
export const makeRoomApp = ({ room, modules, secret, host }: AppOptions): Hono => {
  const app = new Hono();
  // What comes first has the last word.
  app.use(`/${secret}/files/*`, secureHeaders(FILE_POLICY));
  app.use(secureHeaders(PAGE_POLICY));
  app.use(async (c, next) => {
    c.header('cache-control', 'no-store');
    if (c.req.header('host') !== host()) return c.text('This room is only at its own address.\n', 421);
    const from = c.req.header('origin');
    if (c.req.method !== 'GET' && from !== undefined && from !== `http://${host()}`)
      return c.text('Only the room’s own page may do that.\n', 403);
    return next();
  });
  app.get(`/${secret}/`, (c) => c.html(PAGE));
  app.get(`/${secret}/events`, (c) => sendChanges(c, room));
  app.post(`/${secret}/deeds`, bodyLimit({ maxSize: MOST_BYTES, onError: refuseTooMuch }), async (c) =>
    // Also what can't be done is an outcome; only what isn't understood would be an error of the page.
    c.json(await perform(room, c)),
  );
  app.get(`/${secret}/sound`, (c) => sendCallSound(c, room));
  app.get(`/${secret}/files/:kind/:channel/:id/:name`, (c) => sendFile(c, room.messages.findFile(c.req.param('id'))));
  app.get('/:kind{code|packages}/:path{.+}', async (c) => {
    const file = await modules.read(c.req.path);
    return file ? c.body(file.body, 200, { 'content-type': file.type }) : c.notFound();
  });
  return app;
};

/** Nothing of the page comes from anywhere else, and nothing of it runs or shows what isn't a file of its own. */
const PAGE_POLICY: Parameters<typeof secureHeaders>[0] = {
  referrerPolicy: 'no-referrer',
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'"],
    connectSrc: ["'self'"],
    imgSrc: ["'self'", 'data:', 'blob:'],
    mediaSrc: ["'self'", 'blob:'],
    workerSrc: ["'self'"],
    formAction: ["'none'"],
    frameAncestors: ["'none'"],
    baseUri: ["'none'"],
  },
};

/** A file runs nothing, whatever it is. */
const FILE_POLICY: Parameters<typeof secureHeaders>[0] = {
  referrerPolicy: 'no-referrer',
  contentSecurityPolicy: { defaultSrc: ["'none'"], sandbox: [] },
};

/** Why something can't be done. What the world says of it is English. */
const toOutcome = (error: unknown): RoomOutcome => {
  const why = error instanceof Error ? error.message : String(error);
  return { is: 'refused', why, ...(error instanceof RoomRefusal && { text: error.text }) };
};

const refuseTooMuch = (c: Context) => c.json(toOutcome(new RoomRefusal({ code: 'refusal.too-much' })));

/** Does what a request asks for. What can't be done is told in words. */
const perform = async (room: RehearsalRoom, c: Context): Promise<RoomOutcome> => {
  try {
    const { deed, files } = await readRequest(c);
    return { is: 'done', ...(await room.perform(readDeed(deed), files)) };
  } catch (error) {
    return toOutcome(error);
  }
};

/** The deed as JSON, or in the field `deed` of a form with files. */
const readRequest = async (c: Context): Promise<{ deed: unknown; files: DeedFiles }> => {
  if (!c.req.header('content-type')?.startsWith('multipart/form-data')) return { deed: await c.req.json(), files: {} };
  const form = await c.req.formData();
  const files: Record<string, SentFile[]> = {};
  for (const [field, value] of form)
    if (typeof value !== 'string') files[field] = [...(files[field] ?? []), await toFile(value)];
  return { deed: JSON.parse(String(form.get('deed'))), files };
};

/** A file as Discord's apps send it, with the kind that the browser takes it for. */
const toFile = async (file: File): Promise<SentFile> => ({
  name: file.name,
  content: Buffer.from(await file.arrayBuffer()),
  contentType: file.type || undefined,
});

/** A file that was sent. What isn't harmless to look at is saved, and no file is run. */
const sendFile = (c: Context, file: Attachment | undefined): Response => {
  if (!file) return c.text('This file isn’t there any more.\n', 404);
  const type = file.contentType ?? '';
  const isShown = SHOWN.test(type);
  const name = encodeURIComponent(file.name);
  return c.body(new Uint8Array(file.content), 200, {
    'content-type': isShown ? type : 'application/octet-stream',
    'content-disposition': `${isShown ? 'inline' : 'attachment'}; filename*=UTF-8''${name}`,
  });
};
