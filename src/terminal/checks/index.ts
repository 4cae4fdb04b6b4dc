import type { Check } from '../check.ts';
import { codecs } from './codecs.ts';
import { discord } from './discord.ts';
import { gemini } from './gemini.ts';
import { http } from './http.ts';
import { node } from './machine.ts';
import { proxy } from './proxy.ts';
import { store } from './store.ts';

/**
 * Everything that the doctor looks at beside the settings, in the order in which it is told. What comes after another check
 * stands below it.
 */
export const checks: readonly Check[] = [node, ...codecs, http, store, proxy, ...discord, ...gemini];
