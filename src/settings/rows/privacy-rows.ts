import { makeChoice, makeNumber } from '../kind.ts';
import { makeRow, SERVER_AND_CHANNEL, SERVER_ONLY } from '../row.ts';

/** People are told what becomes of what they say, or have to agree before; with `off` they're told elsewhere. */
const CONSENT_WAYS = ['notice', 'opt-in', 'off'] as const;

/** What becomes of what people say. */
export const privacyRows = {
  consent: makeRow({
    group: 'privacy',
    kind: makeChoice(CONSENT_WAYS),
    at: SERVER_ONLY,
    initial: 'notice',
    env: 'CONSENT',
    takes: 'call',
  }),
  retention: makeRow({
    group: 'privacy',
    kind: makeNumber(1, 365),
    at: SERVER_AND_CHANNEL,
    initial: 30,
    env: 'RETENTION_DAYS',
    takes: 'read',
  }),
};
