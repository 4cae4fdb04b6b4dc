import { PUBLIC } from '../../end-to-end/tools/web.ts';
import { READ } from './pages.ts';
import type { ToolCase } from './tool-case.ts';

/** Where a page may lead that mustn't be followed. */
const LOCATIONS: Readonly<Record<string, string>> = {
  'this machine': 'http://127.0.0.1/',
  'this machine as one number': 'http://2130706433/',
  'this machine in octal': 'http://0177.0.0.1/',
  'this machine, mapped': '//[::ffff:127.0.0.1]/',
  'its name': 'https://localhost/',
  'a private network': '//10.0.0.1/',
  'a provider’s pages': 'http://169.254.169.254/latest/meta-data/',
  'a file': 'file:///etc/passwd',
  'a script': 'javascript:alert(1)',
  data: 'data:text/plain,hi',
  'another port': `http://${PUBLIC}:22/`,
  'a password': `http://a:b@${PUBLIC}/page`,
  'an inner host behind a public name': `http://${PUBLIC}@127.0.0.1/`,
  'what is no address': 'http://[::1',
};

const led: ToolCase[] = Object.entries(LOCATIONS).map(([what, to]) => ({
  what: `a page leads Ada on to ${what}, and nobody is asked there`,
  calls: [['fetch_page', { url: `http://${PUBLIC}/to?${to}` }]],
  told: /"error":"(?:[^"]*on the internet|Only|An address|That is not|The address is too long)/,
  does: [READ],
}));

const others: ToolCase[] = [
  {
    what: 'a page leads Ada to itself for ever, and is left after three times',
    calls: [['fetch_page', { url: `http://${PUBLIC}/loop` }]],
    told: /without end/,
    does: [READ, READ, READ, READ],
  },
  {
    what: 'a page leads Ada to an address that is too long, and nobody is asked there',
    calls: [['fetch_page', { url: `http://${PUBLIC}/far` }]],
    told: /too long/,
    does: [READ],
  },
  {
    what: 'a page leads Ada on four times, and is left after three',
    calls: [['fetch_page', { url: `http://${PUBLIC}/to?/to?/to?/to?/page` }]],
    told: /without end/,
    does: [READ, READ, READ, READ],
  },
  {
    what: 'a page leads Ada to a public page and from there inside, and nobody is asked there',
    calls: [['fetch_page', { url: `http://${PUBLIC}/to?/to?http://10.0.0.1/` }]],
    told: /on the internet/,
    does: [READ, READ],
  },
];

/** Pages that lead elsewhere. */
export const redirects: ToolCase[] = [...led, ...others];
