import { makeFormats } from '../intl.ts';
import type { Permission, RefusedExtra } from '../values.ts';

export const formats = makeFormats('hi', ['one', 'other']);
export const { plural, list, either, language, number, seconds, dollars, megabytes, kilobytes, date } = formats;

/** Permissions as Discord's apps name them. */
const PERMISSIONS: Record<Permission, string> = {
  ViewChannel: 'चैनल देखें',
  Connect: 'कनेक्ट करें',
  Speak: 'बोलें',
  RequestToSpeak: 'बोलने का अनुरोध करें',
  SendMessages: 'मैसेज भेजें',
  SendMessagesInThreads: 'थ्रेड में मैसेज भेजें',
};

export const listPermissions = (all: readonly Permission[]): string => list(all.map((one) => `“${PERMISSIONS[one]}”`));

const EXTRAS: Record<RefusedExtra, string> = {
  vocabulary: 'शब्दावली',
  'languages-heard': 'यहां बोली जाने वाली भाषाएं',
  voice: 'आवाज़',
  search: 'सर्च',
  thinking: 'सोचने का लेवल',
  model: 'मॉडल',
  character: 'किरदार',
};

export const listRefused = (all: readonly RefusedExtra[]): string => list(all.map((one) => EXTRAS[one]));

/** A number of days. */
export const countDays = (days: number): string => `${number(days)} दिन`;
