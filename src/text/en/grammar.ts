import { makeFormats } from '../intl.ts';
import type { Permission } from '../values.ts';

export const { plural, list, number, seconds, rules, locale } = makeFormats('en', ['one', 'other']);

/** Permissions as Discord's apps name them. */
const PERMISSIONS: Record<Permission, string> = {
  ViewChannel: 'View Channel',
  Connect: 'Connect',
  Speak: 'Speak',
  RequestToSpeak: 'Request to Speak',
  SendMessages: 'Send Messages',
  SendMessagesInThreads: 'Send Messages in Threads',
};

export const listPermissions = (all: readonly Permission[]): string => list(all.map((one) => PERMISSIONS[one]));
