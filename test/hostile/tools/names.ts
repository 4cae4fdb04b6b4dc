import { PUBLIC } from '../../end-to-end/tools/web.ts';
import { READ } from './pages.ts';
import type { ToolCase } from './tool-case.ts';

/** What the resolver finds for a name, each time that it's asked; the last answer stays. Nothing is no such name. */
export const NAMES: Readonly<Record<string, readonly (readonly string[])[]>> = {
  'loopback.example': [['127.0.0.1']],
  'loopback6.example': [['::1']],
  'mapped.example': [['::ffff:127.0.0.1']],
  'translated.example': [['64:ff9b::7f00:1']],
  'sixtofour.example': [['2002:7f00:1::']],
  'provider.example': [['169.254.169.254']],
  'home.example': [['192.168.1.1', '10.0.0.1', 'fd00::1', 'fe80::1']],
  'carrier.example': [['100.64.0.1']],
  'group.example': [['224.0.0.1']],
  'zero.example': [['0.0.0.0', '::']],
  'mixed.example': [['127.0.0.1', PUBLIC, '::1']],
  'rebinding.example': [[PUBLIC], ['127.0.0.1']],
  'words.example': [['not an address']],
  'nobody.example': [[]],
};

/** Names that only lead inside. */
const INSIDE = Object.keys(NAMES).filter((name) => !/^(?:mixed|rebinding)/.test(name));

const inside: ToolCase[] = INSIDE.map((name) => ({
  what: `Ada asks for ${name}, which leads to ${NAMES[name]?.join() || 'nothing'}, and nobody is asked`,
  calls: ['http', 'https'].map((scheme) => ['fetch_page', { url: `${scheme}://${name}/` }]),
  told: /no page on the internet at that address/,
}));

const others: ToolCase[] = [
  {
    what: 'Ada asks for a name that leads inside and outside, and only its public address is asked',
    calls: [['fetch_page', { url: 'http://mixed.example/page' }]],
    told: /> Hello\./,
    does: [READ],
  },
  {
    what: 'Ada asks twice for a name that leads elsewhere the second time, and nothing inside is asked',
    calls: [
      ['fetch_page', { url: 'http://rebinding.example/page' }],
      ['fetch_page', { url: 'http://rebinding.example/page' }],
    ],
    told: /no page on the internet at that address/,
    does: [READ],
  },
  ...['loopback.example', 'provider.example', 'mapped.example'].map((name) => ({
    what: `a page leads Ada on to ${name}, and nothing inside is asked`,
    calls: [['fetch_page', { url: `http://${PUBLIC}/to?http://${name}/` }]] as const,
    told: /no page on the internet at that address/,
    does: [READ],
  })),
  {
    what: 'Ada asks for an inner name with a dot at its end, and nobody is asked',
    calls: [['fetch_page', { url: 'http://loopback.example./' }]],
    told: /no page on the internet at that address/,
  },
];

/** Names that lead where nobody may look. */
export const hostNames: ToolCase[] = [...inside, ...others];
