import type { Check } from '../check.ts';
import { codecs } from './codec-check.ts';
import { decision } from './decision-check.ts';
import { discord } from './discord-check.ts';
import { gemini } from './gemini-check.ts';
import { http } from './http-check.ts';
import { interpreter } from './interpreter-check.ts';
import { node } from './machine-check.ts';
import { mcp } from './mcp-check.ts';
import { media } from './media-check.ts';
import { proxy } from './proxy-check.ts';
import { store } from './store-check.ts';
import { storeKey } from './store-key-check.ts';
import { typed } from './typed-check.ts';

/**
 * Everything that the doctor checks besides the settings, in the order of its rows. A check comes after the ones it
 * depends on.
 */
export const checks: readonly Check[] = [
  node,
  ...codecs,
  media,
  http,
  store,
  storeKey,
  proxy,
  ...discord,
  ...gemini,
  typed,
  interpreter,
  decision,
  mcp,
];
