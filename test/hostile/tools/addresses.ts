import { PUBLIC } from '../../end-to-end/tools/web.ts';
import type { ToolCase } from './tool-case.ts';

/** Hosts of this machine, its network and its provider, in every notation that somebody has thought of. */
const HOSTS: Readonly<Record<string, readonly string[]>> = {
  'this machine': [
    ...[
      '127.0.0.1',
      '127.1',
      '127.0.1',
      '2130706433',
      '0x7f000001',
      '0x7f.1',
      '0X7F.0.0.0X1',
      '017700000001',
      '0177.0.0.1',
    ],
    ...['0177.1', '127.0.0.1.', '0.0.0.0', '0', '127.255.255.254', '１２７.０.０.１', '127。0。0。1', '①②⑦.⓪.⓪.①'],
    ...[
      '%31%32%37.0.0.1',
      '127%2e0%2e0%2e1',
      'localhost',
      'localhost.',
      'LOCALHOST',
      'ⓛⓞⓒⓐⓛⓗⓞⓢⓣ',
      'local\u00adhost',
      'parley',
    ],
  ],
  'this machine by IPv6': [
    ...[
      '[::1]',
      '[::]',
      '[0:0:0:0:0:0:0:1]',
      '[0000::0001]',
      '[::ffff:127.0.0.1]',
      '[::ffff:7f00:1]',
      '[::FFFF:7F00:0001]',
    ],
    ...['[::127.0.0.1]', '[::ffff:0:127.0.0.1]', '[64:ff9b::127.0.0.1]', '[64:ff9b::7f00:1]', '[64:ff9b::0.0.0.1]'],
    ...['[64:ff9b:1::7f00:1]', '[2002:7f00:1::]', '[2002:7f00:1::1]', '[2001:0:7f00:1::]', '[::1%25lo]', '[::1%lo]'],
  ],
  'a private network': [
    ...['10.1.2.3', '0xa.1.2.3', '10.66051', '167838211', '172.16.0.1', '172.31.255.255', '192.168.1.1', '3232235777'],
    ...[
      '0300.0250.1.1',
      '0xC0A80101',
      '100.64.0.1',
      '192.0.0.192',
      '198.18.0.1',
      '[::ffff:10.0.0.1]',
      '[64:ff9b::a00:1]',
    ],
    ...['[fc00::1]', '[fd00:ec2::254]', '[fe80::1]', '[fe80::1%25eth0]', '[fec0::1]', '[2001:db8::1]', '[4000::1]'],
    ...['printer.local', 'router.lan', 'nas.home.arpa', 'wiki.corp', 'db.internal', 'router.home', 'a.test', 'x.onion'],
  ],
  'a provider’s own pages': [
    ...['169.254.169.254', '2852039166', '0xA9FEA9FE', '0251.0376.0251.0376', '169.254.43518', '100.100.100.200'],
    ...['[::ffff:169.254.169.254]', '[0:0:0:0:0:ffff:a9fe:a9fe]', '[64:ff9b::a9fe:a9fe]', '[2002:a9fe:a9fe::1]'],
    'metadata.google.internal',
  ],
  'everybody at once': ['224.0.0.1', '239.255.255.250', '255.255.255.255', '[ff02::1]', '[ff05::1:3]'],
};

/** Addresses that are none, or that read like others than they are. */
const ODD: Readonly<Record<string, string>> = {
  'a port of another service': `http://${PUBLIC}:22/`,
  'a port above all services': `http://${PUBLIC}:65536/`,
  'a name and password': `http://user:pass@${PUBLIC}/`,
  'a name alone': `http://user@${PUBLIC}/`,
  'a public host as a name': `http://${PUBLIC}@127.0.0.1/`,
  'a public host after the sign of a part': `http://127.0.0.1#@${PUBLIC}/`,
  'a public host after a backslash': `http://127.0.0.1\\@${PUBLIC}/`,
  'a public host as a question': `http://127.0.0.1?@${PUBLIC}/`,
  'slashes of the other kind': 'http:\\\\127.0.0.1\\',
  'no slashes': 'http:127.0.0.1',
  'three slashes': 'http:///127.0.0.1/',
  'no scheme': '127.0.0.1/admin',
  'no scheme and two slashes': '//127.0.0.1/',
  'a tab in the host': 'http://127.0\t.0.1/',
  'a line in the host': 'http://127.0.\n0.1/',
  'a zero width in the host': 'http://127.0.\u200b0.1/',
  'the right port of a private host': 'https://localhost:443/',
  'a file': 'file:///etc/passwd',
  'a file of a host': 'file://127.0.0.1/etc/passwd',
  ftp: `ftp://${PUBLIC}/`,
  gopher: `gopher://${PUBLIC}:70/_quit`,
  'a script': 'javascript:alert(1)',
  data: 'data:text/html,hi',
  'a blob': `blob:http://${PUBLIC}/1`,
  'a page in a page': 'view-source:http://127.0.0.1/',
  'no host': 'http://',
  'too long a host': `https://${'a'.repeat(1_990)}.example/`,
  'too long a path': `http://${PUBLIC}/${'a'.repeat(2_100)}`,
  nothing: '   ',
};

const REFUSED =
  /on the internet|not an address|Only http and https|name and password|usual ports|too long|at most 2000|must be text/;

const hosts: ToolCase[] = Object.entries(HOSTS).flatMap(([what, all]) =>
  all.map((host) => ({
    what: `Ada asks for ${JSON.stringify(host)}, and ${what} isn’t asked`,
    calls: ['http', 'https'].map((scheme) => ['fetch_page', { url: `${scheme}://${host}/latest/meta-data` }]),
    told: REFUSED,
  })),
);

const odd: ToolCase[] = Object.entries(ODD).map(([what, url]) => ({
  what: `Ada asks for an address with ${what}, and nobody is asked`,
  calls: [['fetch_page', { url }]],
  told: REFUSED,
}));

/** Pages of which the address alone would do harm. */
export const addresses: ToolCase[] = [...hosts, ...odd];
