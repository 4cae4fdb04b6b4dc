import { mayManage } from '../src/access/policy.ts';
import { UserError } from '../src/base/errors.ts';
import type { Inbound } from '../src/base/inbound.ts';
import type { CallSettings } from '../src/calls/contract.ts';
import type { Text } from '../src/text/text.ts';
import type { Services } from './services.ts';

/** Who wishes something, and where. */
type Wisher = Pick<Inbound, 'place' | 'person'>;

/**
 * Makes what somebody wished for a call a setting of the channel, if they may change its settings: then it holds for all
 * its calls. What anybody else wishes is only a wish, until somebody wishes or sets something else. Returns what the person
 * has to know, which is nothing if all went well. `at` is when they wished it, in milliseconds since the epoch.
 */
export const keepWish = async (
  { listen, captions }: CallSettings,
  { place, person }: Wisher,
  { settings, at }: { settings: Services['settings']; at: number },
): Promise<Text | undefined> => {
  const { server, channel } = place;
  if (server === undefined || !mayManage(person, 'channel')) return undefined;
  try {
    const { values } = await settings.of(place);
    const set = [
      ...(listen && listen !== values.listen ? [{ key: 'listen' as const, value: listen }] : []),
      ...(captions && captions !== values.captions ? [{ key: 'captions' as const, value: captions }] : []),
    ];
    if (set.length > 0)
      await settings.change(server, { scope: { is: 'channel', id: channel }, by: person.id, at, set });
    return undefined;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { code: 'join.not-set' };
  }
};
