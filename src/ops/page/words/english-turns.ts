import { makePageFormats } from '../../../text/page-formats.ts';

export const englishFormats = makePageFormats('en', ['one', 'other'], { ms: 'ms', s: 's', min: 'min' }, 'en-GB');

const { amounts, plural } = englishFormats;
const { count } = amounts;

/** The words about turns in English, which the rehearsal room shows, too. */
export const englishTurns = {
  'turns.label': 'Table of turns',
  'turns.none': 'There was no turn since the start.',
  'turns.asked': 'Asked at',
  'turns.where': 'Where',
  'turns.way': 'Way',
  'turns.by': 'By',
  'turns.outcome': 'Outcome',
  'turns.first': 'First piece',
  'turns.whole': 'Whole',
  ways: { typed: 'typed', spoken: 'spoken' },
  models: { live: 'live', text: 'text' },
  'turn.running': 'running',
  outcomes: {
    complete: 'complete',
    interrupted: 'interrupted',
    silent: 'silent',
    broken: 'broken',
    failed: 'failed',
    yielded: 'yielded',
  },

  'line.choose': 'Choose a turn above, or open one that was saved.',
  'line.open': 'Open a saved turn',
  'line.save': 'Save as a file',
  'line.turn': ({ way, at, outcome }: { way: string; at: string; outcome: string }) =>
    `${way}, asked at ${at}, ${outcome}`,
  'line.place': ({ place, turn }: { place: string; turn: string }) => `${place}, ${turn}`,
  'line.file': ({ turn }: { turn: string }) => `From a file: ${turn}`,
  'line.drawn': 'Time line, drawn',
  'line.summary': ({ moments, took, outcome }: { moments: number; took: string; outcome: string }) =>
    `Time line: ${plural(moments, { one: 'one moment', other: `${count(moments)} moments` })} in ${took}, ${outcome}`,
  'line.lost': ({ lost }: { lost: number }) =>
    plural(lost, {
      one: 'There was no room for one more moment.',
      other: `There was no room for ${count(lost)} more moments.`,
    }),
  'line.words': 'In words',
  'line.detail': ({ name, detail }: { name: string; detail: string }) => `${name} (${detail})`,
  'line.moment': ({ took, name }: { took: string; name: string }) => `${took}: ${name}`,
  moments: {
    asked: 'Asked',
    claimed: 'Claimed by this process',
    admitted: 'Allowed',
    begun: 'Its turn has come',
    dialling: 'Dialling',
    dialled: 'Connected',
    undialled: 'Not connected',
    connected: 'Was connected already',
    sent: 'Sent to the model',
    endpointed: 'End of speech',
    understood: 'First words understood',
    unclaimed: 'Words that may be somebody else’s',
    worded: 'First word',
    sounded: 'First sound',
    written: 'First written part',
    withdrawn: 'Taken back',
    slow: 'Told that it takes long',
    noticed: 'Notice shown',
    shown: 'Shown',
    edited: 'Edited last',
    cued: 'Sound of a slow function heard',
    heard: 'Heard',
    silent: 'Playout over',
    calling: 'Function called',
    called: 'Function done',
    'go-away': 'Google will close the connection',
    closed: 'Connection ended',
    mute: 'No answer on the connection',
    forgetful: 'Memory was gone',
    told: 'Told why',
    ended: 'Ended',
    recorded: 'Recorded',
    unrecorded: 'Not recorded',
  },

  'file.too-big': 'This file is too big for a saved turn.',
  'file.foreign': 'This file isn’t a turn that was saved by Parley.',
  'file.version': ({ needed }: { needed: number }) =>
    `This turn was saved by another version of Parley (${count(needed)} is needed).`,
  'file.damaged': 'This file isn’t JSON, or it’s damaged.',
  'file.field': ({ name }: { name: string }) =>
    `This file can’t be opened, because its “${name}” isn’t what it should be.`,
};
