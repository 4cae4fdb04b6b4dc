import type { Text } from '../text/text.ts';
import type { Sender } from './inbound.ts';
import type { Place } from './place.ts';

/** What a person who asks somewhere for the first time has to read. `settle` must be told whether they could. */
export type FirstNotice = { text: Text; settle(isShown: boolean): void };

/** What a person who asks here has to read, unless they know it. Never rejects. */
export type Introduce = (place: Place, person: Sender) => Promise<FirstNotice | undefined>;
