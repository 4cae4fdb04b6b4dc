import type { Check } from '../check.ts';
import { codecs } from './codec-check.ts';
import { discord } from './discord-check.ts';
import { gemini } from './gemini-check.ts';
import { http } from './http-check.ts';
import { node } from './machine-check.ts';
import { proxy } from './proxy-check.ts';
import { store } from './store-check.ts';

/**
 * Everything that the doctor looks at beside the settings, in the order in which it is told. What comes after another check
 * stands below it.
 */
export const checks: readonly Check[] = [node, ...codecs, http, store, proxy, ...discord, ...gemini];
