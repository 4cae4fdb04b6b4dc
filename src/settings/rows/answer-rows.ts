import { makeChoice, makeNumber, makeSwitch } from '../kind.ts';
import { ALL_PLACES, makeRow, SERVER_AND_CHANNEL } from '../row.ts';

/** What is answered, and how. */
export const answerRows = {
  reply: makeRow({
    group: 'answers',
    kind: makeChoice(['both', 'text', 'voice']),
    at: ALL_PLACES,
    initial: 'both',
    takes: 'read',
  }),
  typed: makeRow({
    group: 'answers',
    kind: makeChoice(['off', 'always', 'when-live-fails']),
    at: SERVER_AND_CHANNEL,
    initial: 'off',
    env: 'TYPED_MODEL_WHEN',
    needs: 'textModel',
    takes: 'read',
  }),
  search: makeRow({
    group: 'answers',
    kind: makeSwitch(),
    at: ALL_PLACES,
    initial: false,
    env: 'SEARCH',
    takes: 'setup',
  }),
  unmentioned: makeRow({
    group: 'answers',
    kind: makeSwitch(),
    at: SERVER_AND_CHANNEL,
    initial: false,
    needs: 'messageContent',
    takes: 'read',
  }),
  called: makeRow({
    group: 'answers',
    kind: makeSwitch(),
    at: SERVER_AND_CHANNEL,
    initial: false,
    needs: 'messageContent',
    takes: 'read',
  }),
  threads: makeRow({
    group: 'answers',
    kind: makeChoice(['off', 'per-question']),
    at: SERVER_AND_CHANNEL,
    initial: 'off',
    needs: 'messageContent',
    takes: 'read',
  }),
  context: makeRow({
    group: 'answers',
    kind: makeNumber(0, 20),
    at: SERVER_AND_CHANNEL,
    initial: 0,
    needs: 'messageContent',
    takes: 'read',
  }),
};
