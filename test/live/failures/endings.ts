import { OWN_CLOSE_REASONS } from '../../../src/live/failures/close-codes.ts';

/**
 * A close code and a reason. `handle` and `without` are the verdict with a handle in play and without one: one letter for
 * each phase, as close-codes.test.ts explains them. `first` and `resumed` are what the person sees of it on a first
 * connection and on a resumed one, as matrix.test.ts explains them; what only happens to a dial, or is our own side's
 * word, has none.
 */
type Row = [code: number, reason: string, handle: string, without: string, first?: string, resumed?: string];

/** What is answered all the same, or breaks off an answer that has begun. */
const PASSES = ['aaakaaaaaa', 'aaakaaaaaa'] as const;

/** The same with a handle; without one, what was said is to blame. */
const TOLD_WITHOUT = ['aatktaaaaa', 'aaakaaaaaa'] as const;

/** What was said is to blame. */
const TOLD = ['aatktaaaaa', 'aatktaaaaa'] as const;

/** Nothing works until the operator or time has fixed it. */
const STOPS = ['tttktttaaa', 'tttktttaaa'] as const;

export const ENDINGS: Row[] = [
  [1000, 'The operation was cancelled.', 'rrrrrrr', 'rrrrrrr', ...PASSES],
  [1000, '', 'rrrrrrr', 'rrrrrrr', ...PASSES],
  [1006, '', 'bbbbbbb', 'bbbbbbb', ...PASSES],
  [1007, 'Request contains an invalid argument.', 'fffffff', 'dbxxxxb', ...TOLD_WITHOUT],
  [1007, 'Invalid session handle', 'fffffff', 'bbbbbbb', ...PASSES],
  [1007, 'API key not valid. Please pass a valid API key.', 'ddddddd', 'ddddddd', ...PASSES],
  [1007, 'Invalid JSON payload received. Unknown name "x": Cannot find field.', 'dbxxxxb', 'dbxxxxb', ...TOLD],
  [
    1007,
    'The audio content type (CONTENT_TYPE_AUDIO) is not supported for this model',
    'rrrrrrr',
    'rrrrrrr',
    ...PASSES,
  ],
  [1007, 'Precondition check failed.', 'bbbbbbb', 'bbbbbbb', ...PASSES],
  [1008, 'BidiGenerateContent session not found', 'fffffff', 'bbbbbbb', ...PASSES],
  [1008, 'Requested entity was not found.', 'fffffff', 'bbbbbbb', ...PASSES],
  [
    1008,
    'models/x is not found for API version v1, or is not supported for bidiGenerateContent',
    'ddddddd',
    'ddddddd',
    ...PASSES,
  ],
  [1008, 'This model models/x is no longer available to new users.', 'ddddddd', 'ddddddd', ...PASSES],
  [1008, 'Operation is not implemented, or supported, or enabled.', 'rrrrrrr', 'rrrrrrr', ...PASSES],
  [1008, 'The operation was aborted.', 'rrrrrrr', 'rrrrrrr', ...PASSES],
  [1008, 'Your API key was reported as leaked. Please use another API key.', 'ddddddd', 'ddddddd', ...PASSES],
  [1008, 'Your project has been denied access. Please contact support.', 'ddddddd', 'ddddddd', ...PASSES],
  [1008, 'Requests from referer <empty> are blocked.', 'ddddddd', 'ddddddd', ...PASSES],
  [1008, 'something new', 'fffffff', 'dbxxxxb', ...TOLD_WITHOUT],
  [1011, 'Internal error encountered.', 'bbbbbbb', 'bbbbbbb', ...PASSES],
  [1011, 'The service is currently unavailable.', 'bbbbbbb', 'bbbbbbb', ...PASSES],
  [1011, 'Deadline expired before operation could complete.', 'rrrrrrr', 'rrrrrrr', ...PASSES],
  [
    1011,
    'You exceeded your current quota, please check your plan and billing details.',
    'qqqqqqq',
    'qqqqqqq',
    ...STOPS,
  ],
  [
    1011,
    'Your prepayment credits are depleted. Please go to AI Studio at https://ai.studio',
    'sssssss',
    'sssssss',
    ...STOPS,
  ],
  [1007, 'This API method requires billing to be enabled.', 'sssssss', 'sssssss', ...STOPS],
  [1008, 'Your project has exceeded its monthly spending cap.', 'sssssss', 'sssssss', ...STOPS],
  [1007, 'User location is not supported for the API use.', 'ddddddd', 'ddddddd', ...PASSES],
  [
    1007,
    'Request trace id: 6e8473cab002a9c9, [ORIGINAL ERROR] generic::failed_precondition: User location is not supported for the A',
    'ddddddd',
    'ddddddd',
  ],
  [1012, '', 'bbbbbbb', 'bbbbbbb', ...PASSES],
  [1013, '', 'bbbbbbb', 'bbbbbbb', ...PASSES],
  [4999, 'something new', 'bbbbbbb', 'bbbbbbb', ...PASSES],
  [1006, 'Unexpected server response: 403', 'ddddddd', 'ddddddd'],
  [1006, 'Unexpected server response: 404', 'ddddddd', 'ddddddd'],
  [1006, 'Unexpected server response: 429', 'qqqqqqq', 'qqqqqqq'],
  [1006, 'Unexpected server response: 503', 'bbbbbbb', 'bbbbbbb'],
  [1006, 'getaddrinfo ENOTFOUND generativelanguage.googleapis.com', 'bbbbbbb', 'bbbbbbb'],
  [1006, 'the proxy p.test:1 (HTTPS_PROXY) cannot be reached: connect ECONNREFUSED', 'bbbbbbb', 'bbbbbbb'],
  [1006, 'the proxy p.test:1 (HTTPS_PROXY) refuses to connect to x:443: 403 Quota', 'bbbbbbb', 'bbbbbbb'],
  [1006, 'no answer within 15000 ms', 'bbbbbbb', 'bbbbbbb'],
  [1006, `${OWN_CLOSE_REASONS.goAway}`, 'rrrrrrr', 'rrrrrrr'],
  [1006, `${OWN_CLOSE_REASONS.silent} for 20000 ms`, 'rrrrrrr', 'rrrrrrr'],
  [1006, `${OWN_CLOSE_REASONS.mute}`, 'rrrrrrr', 'rrrrrrr'],
  [1006, `${OWN_CLOSE_REASONS.forgot}`, 'rrrrrrr', 'rrrrrrr'],
];
