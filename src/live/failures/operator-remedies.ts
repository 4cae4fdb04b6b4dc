import type { OperatorFault } from '../../base/events.ts';

const NEW_KEY =
  'Create a new key at https://aistudio.google.com/apikey ("Create API key") and put it into GEMINI_API_KEY.';

/** What the operator can do once the quota is used up. */
export const QUOTA_REMEDY =
  'Look at the key’s quota at https://aistudio.google.com (page "Rate limit"), and try again later.';

/** What the operator can do about each reason for which Google refuses to serve Parley. */
export const OPERATOR_REMEDIES: Record<OperatorFault, string> = {
  credits:
    'Add credits to the project of this key at https://aistudio.google.com (page "Billing"), or use a key of another one.',
  cap: 'Raise the spending cap of the project at https://aistudio.google.com (page "Spend"), or wait for the next month.',
  billing:
    'Look at the billing of the project of this key at https://aistudio.google.com (page "Billing"): it is off, closed or in debt.',
  region:
    'Google decides by the address from which you connect, and some regions need a paid key. Run Parley where Gemini is ' +
    'offered (https://ai.google.dev/gemini-api/docs/available-regions), or let it out there through a proxy.',
  key: 'Get a key at https://aistudio.google.com/apikey ("Create API key") and put it into GEMINI_API_KEY.',
  leaked: `Someone has published this key, so Google has blocked it for good. ${NEW_KEY} Keep it out of repositories.`,
  blocked:
    'Look at the key and its project at https://aistudio.google.com/apikey: one of them is blocked. ' +
    'Ask Google’s support why, or use a key of another project.',
  restricted:
    'Look at the key at https://console.cloud.google.com/apis/credentials: it must allow the Generative Language API, which ' +
    'must be enabled in its project, and may be restricted neither to websites or apps nor to other addresses than this one.',
  denied:
    'Look at the key, its restrictions and its project at https://aistudio.google.com/apikey. ' +
    'If GEMINI_BASE_URL is set, or a proxy is on the way, check whether they’re the ones that refuse.',
  model: 'Check GEMINI_MODEL and GEMINI_API_VERSION.',
  closed: 'Google no longer offers you this model. Set GEMINI_MODEL to gemini-3.8-live.',
  address: 'Check GEMINI_BASE_URL and GEMINI_API_VERSION: they have to lead to the Live API.',
  setup: 'Check GEMINI_MODEL and GEMINI_API_VERSION: they don’t take Parley’s setup for this model.',
};
