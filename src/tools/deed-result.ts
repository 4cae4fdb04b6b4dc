import type { Text } from '../text/text.ts';
import type { Deed } from './hands.ts';
import type { ToolChangeResult } from './tool-changes.ts';

const WHY = {
  lacks: 'Parley lacks the permission for that in this channel, so nothing was done.',
  gone: 'The message or channel is gone, so nothing was done.',
  elsewhere: 'That is not possible in this kind of channel, so nothing was done.',
} as const;

/** What something done at Discord comes to: `told` is what people read if it worked. */
export const explainDeed = (deed: Deed, told: Text): ToolChangeResult =>
  deed.is === 'done'
    ? { is: 'done', told }
    : { is: 'refused', told: { code: `tools.cannot-${deed.why}` }, why: WHY[deed.why] };
