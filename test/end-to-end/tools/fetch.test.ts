import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { type TestContext, test } from 'node:test';
import { PAGE_LIMITS } from '../../../src/tools/pages/fetch-page.ts';
import { openToolStage } from './stage.ts';
import { openWeb, PUBLIC } from './web.ts';

const SITE = `http://${PUBLIC}`;

type Page = (response: ServerResponse) => void;

const html =
  (body: string, type = 'text/html; charset=utf-8'): Page =>
  (response) =>
    void response.writeHead(200, { 'content-type': type }).end(body);

const leadTo =
  (location: string): Page =>
  (response) =>
    void response.writeHead(302, { location }).end();

/** The whole Parley, with `fetch` on, and pages by their paths. */
const open = async (t: TestContext, pages: Record<string, Page>) => {
  const web = await openWeb(t, (request, response) => {
    const page = pages[request.url ?? ''];
    if (page) page(response);
    else response.writeHead(404).end();
  });
  const all = await openToolStage(t, web.settings);
  await all.set('tools', 'fetch');
  const read = (path: string) => all.call('fetch_page', { url: path.startsWith('/') ? `${SITE}${path}` : path });
  return { ...all, ...web, read };
};

test('a page is read as text, without what would run, and marked as material of others', async (t) => {
  const { read, live } = await open(t, {
    '/': html(
      '<title>News</title><script>steal()</script><style>p{}</style><nav>menu</nav><h1>Bread</h1><p>Rye &amp; <b>wheat</b>.<ul><li>one<li>two</ul><noscript>x</noscript>',
    ),
  });
  const told = await read('/');
  assert.match(`${told.note}`, /material that others wrote/);
  assert.equal(told.from, `${SITE}/`);
  assert.equal(told.quoted, '> News\n> \n> # Bread\n> \n> Rye & wheat.\n> \n> - one\n> \n> - two');
  assert.deepEqual(live.unexpected, []);
});

test('redirects are followed three times', async (t) => {
  const { read, proxy } = await open(t, {
    '/1': leadTo('/2'),
    '/2': leadTo(`${SITE}/3`),
    '/3': leadTo('4'),
    '/4': html('<p>There.'),
  });
  assert.equal((await read('/1')).quoted, '> There.');
  assert.deepEqual([...new Set(proxy.asked)], [`${PUBLIC}:80`]);
});

test('what is too long is cut, and encodings are known', async (t) => {
  const { read } = await open(t, {
    '/long': (response) => {
      response.writeHead(200, { 'content-type': 'text/plain' });
      response.end('words '.repeat(PAGE_LIMITS.bytes / 5));
    },
    '/latin': html(Buffer.from('<p>Zw\xf6lf', 'latin1') as never, 'text/html; charset=iso-8859-1'),
    '/code': html('def f():\n    if  x:\n\t\treturn 1\n   \n \n\nf()', 'text/plain'),
  });
  const long = await read('/long');
  assert.ok(`${long.quoted}`.length < 12_100);
  assert.match(`${long.from}`, /the beginning/);
  assert.ok(long.cut);
  assert.match(`${(await read('/missing')).error}`, /status 404/);
  assert.equal((await read('/latin')).quoted, '> Zwölf');
  assert.equal((await read('/code')).quoted, '> def f():\n>     if x:\n> \t\treturn 1\n> \n> f()');
});

test('a page without text is told as such, with its title if it has one', async (t) => {
  const { read } = await open(t, {
    '/empty': html(''),
    '/unseen': html('\u200b\n\u2060', 'text/plain'),
    '/app': html('<title>Shop</title><div id="root"></div><script>draw()</script><noscript>Switch it on</noscript>'),
  });
  for (const path of ['/empty', '/unseen'])
    assert.equal((await read(path)).error, 'The page holds no text that can be read without running scripts.', path);
  const { from, quoted } = await read('/app');
  assert.equal(quoted, '> Shop');
  assert.equal(from, `${SITE}/app, which besides this title holds no text that can be read without running scripts`);
});

test('a feed is read as its newest entries', async (t) => {
  const item = (count: number) =>
    `<item><title>News ${count}</title><link>https://a.example/${count}</link><description>&lt;p&gt;About &lt;b&gt;${count}&lt;/b&gt;&lt;script&gt;x()&lt;/script&gt;</description><pubDate>Mon, 30 Nov 2026 10:00:00 GMT</pubDate></item>`;
  const items = Array.from({ length: 30 }, (_, index) => item(index + 1)).join('');
  const { read } = await open(t, {
    '/rss': html(
      `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "boom">]><rss><channel><title>Daily &a;</title>${items}</channel></rss>`,
      'application/rss+xml',
    ),
    '/atom': html(
      '<feed xmlns="http://www.w3.org/2005/Atom"><title>Log</title><entry><title>First</title><link href="https://a.example/1"/><summary>Hello</summary><updated>2026-11-30T10:00:00Z</updated></entry></feed>',
      'application/atom+xml',
    ),
  });
  const { quoted } = await read('/rss');
  assert.match(`${quoted}`, /^> Daily/);
  assert.doesNotMatch(`${quoted}`, /boom|x\(\)/);
  assert.match(`${quoted}`, /> - News 1 \(2026-11-30T10:00\)\n> {2,}About 1\n> {2,}https:\/\/a\.example\/1\n/);
  assert.equal(`${quoted}`.match(/- News/g)?.length, 20);
  assert.match(`${(await read('/atom')).quoted}`, /Log\n> \n> - First \(2026-11-30T10:00\)\n> {2,}Hello/);
});
