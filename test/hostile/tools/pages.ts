import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import type { Clock } from '../../../src/base/clock.ts';
import { PUBLIC } from '../../end-to-end/tools/web.ts';
import type { ToolCase } from './tool-case.ts';

/** That a page of the internet was asked for, as a deed. */
export const READ = 'reads a page';

type Page = (response: ServerResponse, means: { query: string; clock: Pick<Clock, 'sleep'> }) => void;

/** A page that says this. */
const tell =
  (body: string | Buffer, headers: Record<string, string> = {}): Page =>
  (response) =>
    void response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...headers }).end(body);

/** What a feed says around its entries. */
const feed = (entries: string, before = ''): string =>
  `<?xml version="1.0"?>${before}<rss version="2.0"><channel><title>Daily</title>${entries}</channel></rss>`;

const tellFeed = (entries: string, before?: string): Page =>
  tell(feed(entries, before), { 'content-type': 'application/rss+xml' });

/** Sends bytes for as long as anybody reads them. */
const pour =
  (type: string): Page =>
  (response) => {
    response.writeHead(200, { 'content-type': type });
    const piece = 'endless words '.repeat(5_000);
    const more = () => {
      while (!response.destroyed && response.write(piece));
    };
    response.on('drain', more);
    more();
  };

/** Sends a byte a second, for ever. */
const drip: Page = async (response, { clock }) => {
  response.writeHead(200, { 'content-type': 'text/plain' });
  while (!response.destroyed) {
    response.write('a');
    await clock.sleep(1_000);
  }
};

/** Entities that become a thousand million words, if somebody lets them. */
const LAUGHS = `<!DOCTYPE a [<!ENTITY l0 "lol">${Array.from({ length: 9 }, (_, at) => `<!ENTITY l${at + 1} "${`&l${at};`.repeat(10)}">`).join('')}]>`;

const PACKED = gzipSync(Buffer.alloc(5_000_000));

const NESTED = 7_000;

/** Every page of the internet of these tests. */
export const PAGES: Readonly<Record<string, Page>> = {
  '/none': (response) => void response.writeHead(404).end(),
  '/page': tell('<title>Page</title><p>Hello.'),
  '/to': (response, { query }) => void response.writeHead(302, { location: query }).end(),
  '/loop': (response) => void response.writeHead(307, { location: '/loop' }).end(),
  '/far': (response) => void response.writeHead(301, { location: `/${'a'.repeat(2_100)}` }).end(),
  '/says': (response, { query }) =>
    void response.writeHead(200, { 'content-type': 'text/plain' }).end(decodeURIComponent(query)),
  '/html': (response, { query }) =>
    tell(decodeURIComponent(query))(response, { query, clock: { sleep: async () => {} } }),
  '/endless': pour('text/plain'),
  '/endless-html': pour('text/html'),
  '/drip': drip,
  '/mute': () => {},
  '/half': (response) => void response.writeHead(200, { 'content-length': '1000' }).write('half'),
  '/gzip': tell(PACKED, { 'content-encoding': 'gzip' }),
  '/gzip-twice': tell('x', { 'content-encoding': 'identity, gzip' }),
  '/br': tell('x', { 'content-encoding': 'br' }),
  '/gzip-unsaid': tell(PACKED),
  '/picture': tell('PNG', { 'content-type': 'image/png' }),
  '/program': tell('MZ', { 'content-type': 'application/octet-stream' }),
  '/script': tell('alert(1)', { 'content-type': 'application/javascript' }),
  '/deep': tell(`${'<div>'.repeat(300_000)}deep`),
  '/deep-feed': tellFeed(`<item><title>${'<b>'.repeat(300_000)}deep</title></item>`),
  '/laughs': tellFeed('<item><title>&l9;</title></item>', LAUGHS),
  '/outside': tellFeed(
    '<item><title>so &secret;</title></item>',
    '<!DOCTYPE a [<!ENTITY secret SYSTEM "file:///etc/passwd"><!ENTITY % more SYSTEM "http://127.0.0.1/a.dtd">%more;]>',
  ),
  '/entries': tellFeed('<item><title>News</title><description>so</description></item>'.repeat(20_000)),
  '/tokens': tell('<ctrl'.repeat(NESTED) + '46>'.repeat(NESTED), { 'content-type': 'text/plain' }),
  '/no-charset': tell(Buffer.from('Zw\xf6lf', 'latin1'), { 'content-type': 'text/plain; charset=klingon' }),
  '/utf-7': tell('+ADw-script+AD4-', { 'content-type': 'text/plain; charset=utf-7' }),
  '/utf-16': tell(Buffer.from('\ufeff> hi', 'utf16le'), { 'content-type': 'text/plain; charset=utf-16le' }),
  '/zeros': tell(Buffer.alloc(100_000), { 'content-type': 'text/plain' }),
  '/headers': tell('x', { 'x-much': 'a'.repeat(60_000) }),
  '/attributes': tell(`<p ${'a="b" '.repeat(100_000)}>so`),
  '/comment': tell(`<!--${'-'.repeat(1_000_000)}<script>`),
};

/** What is made of a page that means harm: either it's read as far as that goes, or the model is told why not. */
const TOLD: readonly [path: string, what: string, told: RegExp][] = [
  ['/endless', 'never ends', /"from":"[^"]*the beginning/],
  ['/endless-html', 'never ends and is HTML', /"from":"[^"]*the beginning/],
  ['/drip', 'sends a letter a second', /takes too long/],
  ['/mute', 'says nothing', /takes too long/],
  ['/half', 'stops in the middle', /takes too long|no page on the internet/],
  ['/gzip', 'is packed to a thousandth', /compressed in a way/],
  ['/gzip-twice', 'is packed in two ways', /compressed in a way/],
  ['/br', 'is packed in a way that nobody asked for', /compressed in a way/],
  ['/gzip-unsaid', 'is packed and doesn’t say so', /"quoted":".{0,20000}"/],
  ['/picture', 'is a picture', /another kind/],
  ['/program', 'is a program', /another kind/],
  ['/script', 'is a script', /another kind/],
  ['/deep', 'is nested 300,000 deep', /"quoted":"> deep|holds no text/],
  ['/deep-feed', 'is a feed that is nested 300,000 deep', /"quoted":"/],
  ['/laughs', 'is a feed whose entities become a thousand million', /"quoted":"> Daily/],
  ['/outside', 'is a feed whose entities are files and inner pages', /"quoted":"> Daily\\n> \\n> - so/],
  ['/entries', 'is a feed of 20,000 entries', /"quoted":"> Daily/],
  ['/tokens', 'nests 7,000 control tokens', /"quoted":"> < ctrl/],
  ['/no-charset', 'is in an encoding that there isn’t', /"quoted":"> Zw/],
  ['/utf-7', 'is in an encoding that hides tags', /"quoted":"> \+ADw-script/],
  ['/utf-16', 'is in UTF-16', /"quoted":"> > hi"/],
  ['/zeros', 'is nothing but zeros', /holds no text/],
  ['/headers', 'has headers without an end', /no page on the internet/],
  ['/attributes', 'has a tag of 100,000 attributes', /"quoted":"> so"/],
  ['/comment', 'has a comment of a million dashes', /holds no text/],
];

/** Pages whose body does harm. */
export const pages: ToolCase[] = TOLD.map(([path, what, told]) => ({
  what: `Ada asks for a page that ${what}; it’s bounded, and the bot goes on`,
  calls: [['fetch_page', { url: `http://${PUBLIC}${path}` }]],
  told,
  async after({ told: [first] }) {
    const whole = JSON.stringify(first);
    assert.ok(whole.length < 30_000, `${whole.length} characters`);
    assert.doesNotMatch(whole, /<ctrl\d|root:|\\u0000|\\u202e/);
  },
  does: [READ],
}));
