import type { LookScene } from '../../rehearsal/room/page/look/look-scene.ts';

/** A scene as a test hands it over: its functions and words are made on the page, and its time is `at`. */
export type PlainScene = Omit<LookScene, 'now' | 'locate' | 'words'> & { at: number };

const AT = Date.parse('2026-11-29T14:30:00Z');

/** Ada looks at a server with two members, Parley, and one whose name runs from right to left. */
export const WORKSHOP: PlainScene = {
  me: '2',
  at: AT,
  locale: 'en-GB',
  people: [
    { id: '1', name: 'Parley', bot: true, color: 0x5865f2 },
    { id: '2', name: 'Ada', color: 0xe91e63 },
    { id: '3', name: 'بوب الطويل' },
    { id: '4', name: 'Zoë' },
  ],
  channels: [
    { id: '10', name: 'general', type: 0 },
    { id: '11', name: 'bread', type: 0 },
    { id: '12', name: 'Lounge', type: 2 },
  ],
  roles: [{ id: '20', name: 'Bakers', color: 0xe67e22 }],
};

export const PARLEY = { id: '1', username: 'Parley', bot: true };
export const ADA = { id: '2', username: 'ada', global_name: 'Ada' };

/** A message of Parley's, with what a test is about. */
export const messageOf = (id: string, rest: Record<string, unknown>): Record<string, unknown> & { id: string } => ({
  id,
  type: 0,
  flags: 0,
  author: PARLEY,
  content: '',
  timestamp: new Date(AT - 60_000).toISOString(),
  ...rest,
});
