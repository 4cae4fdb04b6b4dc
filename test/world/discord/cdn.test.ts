import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { CdnFault, CdnFaultScope } from '../../../world/discord/cdn-faults.ts';
import { Discord, type DiscordOptions } from '../../../world/discord/discord.ts';
import { VirtualClock } from '../../virtual-clock.ts';

const NOTE = { name: 'a note.txt', content: Buffer.from('hello there'), contentType: 'text/plain; charset=utf-8' };

const stage = async (t: TestContext, options: DiscordOptions = {}) => {
  const discord = await Discord.listen({ visitor: 'any', ...options });
  t.after(() => discord.close());
  const guild = discord.guild('Workshop');
  const general = guild.text('general');
  const keep = (file = NOTE) => discord.cdn.keep(file, general.id);
  return { discord, guild, general, keep };
};

/** What a client gets of the note when this goes wrong. */
const failing = async (t: TestContext, fault: CdnFault, scope?: CdnFaultScope) => {
  const { discord, keep } = await stage(t);
  discord.cdn.fail(fault, scope);
  const { url } = keep();
  return { discord, url, get: (init: RequestInit = {}) => fetch(url, { redirect: 'manual', ...init }) };
};

test('a file is fetched from an origin of its own, with its length and kind', async (t) => {
  const { discord, keep } = await stage(t);
  const { url } = keep();
  assert.notEqual(new URL(url).origin, discord.origin);
  assert.equal(new URL(url).origin, discord.cdn.origin);
  assert.match(url, /\/attachments\/\d+\/\d+\/a_note\.txt\?ex=[0-9a-f]+&is=[0-9a-f]+&hm=[0-9a-f]{64}&$/);
  const answer = await fetch(url);
  assert.equal(answer.headers.get('content-length'), '11');
  assert.equal(answer.headers.get('content-type'), 'text/plain; charset=utf-8');
  assert.equal(await answer.text(), 'hello there');
  await discord.until(({ cdn }) => cdn.requests[0]?.end);
  const [request] = discord.cdn.requests;
  assert.deepEqual([request?.name, request?.status, request?.end], ['a note.txt', 200, 'whole']);
});

test('an address without its signature, with that of another file, or of a file that is not there leads nowhere', async (t) => {
  const { keep } = await stage(t);
  const [one, other] = [new URL(keep().url), new URL(keep().url)];
  const bare = new URL(one.pathname, one.origin);
  const exchanged = new URL(`${one.pathname}${other.search}`, one.origin);
  const nowhere = new URL(`/attachments/1/2/x.txt${one.search}`, one.origin);
  for (const url of [bare, exchanged, nowhere]) assert.equal((await fetch(url)).status, 404, `${url}`);
});

test('an address is good for a day', async (t) => {
  const clock = new VirtualClock();
  const { keep } = await stage(t, { clock });
  const file = keep();
  const { url } = file;
  await clock.advance(24 * 60 * 60_000 + 1);
  assert.equal((await fetch(url)).status, 404);
  assert.equal((await fetch(file.url)).status, 200);
});

test('nothing but GET is answered', async (t) => {
  const { keep } = await stage(t);
  for (const method of ['HEAD', 'POST', 'OPTIONS']) assert.equal((await fetch(keep().url, { method })).status, 405);
});

test('a second reading by one address is complained of, unless the first had failed', async (t) => {
  const { discord, keep } = await stage(t);
  const file = keep();
  const { url } = file;
  discord.cdn.fail({ is: 'status', status: 503 });
  assert.equal((await fetch(url)).status, 503);
  assert.equal(await (await fetch(url)).text(), 'hello there');
  await (await fetch(file.url)).text();
  assert.deepEqual(discord.complaints, []);
  await (await fetch(url)).text();
  assert.match(discord.complaints.splice(0).join(), /a_note\.txt was fetched a second time/);
});

test('who asks for more than a file is complained of', async (t) => {
  const { discord, keep } = await stage(t);
  const headers = { authorization: 'Bot x', cookie: 'a=b', range: 'bytes=0-1' };
  await (await fetch(keep().url, { headers })).text();
  const complaints = discord.complaints.splice(0).join();
  for (const name of Object.keys(headers)) assert.match(complaints, new RegExp(`the header ${name}`));
});

test('a file is one that an interaction alone shows, or has a size in pixels, letters that its name lost, a description', async (t) => {
  const { discord, general, guild } = await stage(t);
  const file = discord.cdn.keep(NOTE, general.id, { isEphemeral: true });
  assert.match(file.url, /\/ephemeral-attachments\//);
  const picture = { name: 'Ж Ω.png', content: Buffer.from('x'), width: 3, height: 2, alt: 'two letters' };
  const message = await guild.member('Ada').says('look', { in: general, files: [picture] });
  const { attachments } = JSON.parse(JSON.stringify(message.payload({ reads: true })));
  const { filename, title, width, height, description, content_type } = attachments[0];
  assert.deepEqual(
    { filename, title, width, height, description, content_type },
    { filename: '_.png', title: 'Ж Ω.png', width: 3, height: 2, description: 'two letters', content_type: undefined },
  );
});

test('a redirect says where to', async (t) => {
  const { get } = await failing(t, { is: 'redirect', to: 'http://127.0.0.1:1/secret' });
  const answer = await get();
  assert.deepEqual([answer.status, answer.headers.get('location')], [302, 'http://127.0.0.1:1/secret']);
});

test('a reset brings no answer', async (t) => {
  const { discord, get } = await failing(t, { is: 'reset' });
  await assert.rejects(get());
  assert.equal(discord.cdn.requests[0]?.status, 0);
  assert.equal(await (await get()).text(), 'hello there');
});

test('the length can be wrong, or none', async (t) => {
  const longer = await failing(t, { is: 'length', bytes: 1_000 });
  const answer = await longer.get();
  assert.equal(answer.headers.get('content-length'), '1000');
  await assert.rejects(answer.text());
  const shorter = await failing(t, { is: 'length', bytes: 5 });
  assert.equal((await shorter.get()).headers.get('content-length'), '5');
  const none = await failing(t, { is: 'length', bytes: undefined });
  assert.equal((await none.get()).headers.get('content-length'), null);
});

test('a file can break off, go on for ever, or be another one', async (t) => {
  const cut = await failing(t, { is: 'cut', after: 4 });
  await assert.rejects(async () => (await cut.get()).text());
  const more = await failing(t, { is: 'overrun', bytes: 5 });
  assert.equal(await (await more.get()).text(), 'hello there!!!!!');
  const other = await failing(t, { is: 'other', content: Buffer.from('bye') });
  assert.equal(await (await other.get()).text(), 'bye');
  const packed = await failing(t, { is: 'encoded', as: 'x-odd', content: Buffer.from('odd') });
  assert.equal((await packed.get()).headers.get('content-encoding'), 'x-odd');
});

test('a file can come drop by drop, by the clock of the world, or stop coming', async (t) => {
  const clock = new VirtualClock();
  const { discord, keep } = await stage(t, { clock });
  discord.cdn.fail({ is: 'drip', bytes: 5, every: 1_000 });
  const answer = await fetch(keep().url);
  const reader = answer.body?.getReader();
  assert.equal(Buffer.from((await reader?.read())?.value ?? []).toString(), 'hello');
  await clock.advance(1_000);
  assert.equal(Buffer.from((await reader?.read())?.value ?? []).toString(), ' ther');
  await reader?.cancel();
  discord.cdn.fail({ is: 'stall', after: 2 });
  const aborting = new AbortController();
  const stalled = await fetch(keep().url, { signal: aborting.signal });
  assert.equal(Buffer.from((await stalled.body?.getReader().read())?.value ?? []).toString(), 'he');
  aborting.abort();
  await clock.advance(1_000);
});

test('a request can be held, and a fault be about one file', async (t) => {
  const { discord, keep } = await stage(t);
  const gate = discord.cdn.hold('held.txt');
  discord.cdn.fail({ is: 'status', status: 500 }, { file: /^broken/, times: 2 });
  const [held, broken] = [keep({ ...NOTE, name: 'held.txt' }), keep({ ...NOTE, name: 'broken.txt' })];
  const waiting = fetch(held.url);
  await gate.arrived;
  assert.equal((await fetch(broken.url)).status, 500);
  assert.equal((await fetch(keep().url)).status, 200);
  assert.equal((await fetch(broken.url)).status, 500);
  assert.equal((await fetch(broken.url)).status, 200);
  gate.release();
  assert.equal(await (await waiting).text(), 'hello there');
});
