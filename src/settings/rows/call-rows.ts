import { makeChoice, makeNumber, makeSwitch } from '../kind.ts';
import { makeRow, SERVER_AND_CHANNEL, SERVER_ONLY } from '../row.ts';
import { makeIds, makeText } from '../text-kinds.ts';

/** What calls do. */
export const callRows = {
  listen: makeRow({
    group: 'calls',
    kind: makeChoice(['auto', 'everyone', 'addressed', 'button', 'off']),
    at: SERVER_AND_CHANNEL,
    initial: 'auto',
    takes: 'call',
  }),
  captions: makeRow({
    group: 'calls',
    kind: makeChoice(['off', 'answers', 'all']),
    at: SERVER_AND_CHANNEL,
    initial: 'answers',
    takes: 'call',
  }),
  chat: makeRow({
    group: 'calls',
    kind: makeChoice(['mentions', 'addressed']),
    at: SERVER_AND_CHANNEL,
    initial: 'mentions',
    needs: 'messageContent',
    takes: 'call',
  }),
  pause: makeRow({
    group: 'calls',
    kind: makeNumber(60, 5_000),
    at: SERVER_AND_CHANNEL,
    initial: 200,
    env: 'TURN_PAUSE_MS',
    takes: 'call',
  }),
  greeting: makeRow({ group: 'calls', kind: makeText(200), at: SERVER_AND_CHANNEL, initial: '', takes: 'call' }),
  'auto-join': makeRow({
    group: 'calls',
    kind: makeIds('channels', 1, { voice: true }),
    at: SERVER_ONLY,
    initial: [],
    takes: 'call',
  }),
  'auto-join-people': makeRow({
    group: 'calls',
    kind: makeNumber(1, 25),
    at: SERVER_ONLY,
    initial: 2,
    takes: 'call',
  }),
  'leave-alone': makeRow({ group: 'calls', kind: makeNumber(1, 120), at: SERVER_ONLY, initial: 5, takes: 'call' }),
  'call.heard': makeRow({ group: 'calls', kind: makeIds('roles'), at: SERVER_AND_CHANNEL, initial: [], takes: 'call' }),
  'call.interrupt': makeRow({
    group: 'calls',
    kind: makeIds('roles'),
    at: SERVER_AND_CHANNEL,
    initial: [],
    takes: 'call',
  }),
  'call.talk': makeRow({ group: 'calls', kind: makeIds('roles'), at: SERVER_AND_CHANNEL, initial: [], takes: 'call' }),
  'call.interpret': makeRow({
    group: 'calls',
    kind: makeSwitch(),
    at: SERVER_AND_CHANNEL,
    initial: true,
    takes: 'call',
  }),
  'call.recap': makeRow({
    group: 'calls',
    kind: makeChoice(['off', 'post', 'thread']),
    at: SERVER_AND_CHANNEL,
    initial: 'off',
    takes: 'read',
  }),
  'call.recap-pin': makeRow({
    group: 'calls',
    kind: makeSwitch(),
    at: SERVER_AND_CHANNEL,
    initial: false,
    takes: 'read',
  }),
};
