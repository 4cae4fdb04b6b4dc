import type { OperatorFault } from '../../base/events.ts';

/** What people read about something that only the owner can mend: what is wrong, and what to tell them. */
export const OPERATOR_SENTENCES: Record<OperatorFault, string> = {
  credits:
    'My credits for Gemini are used up. Please tell the person who runs me to add some in Google AI Studio, under Billing.',
  cap: 'My monthly spending cap for Gemini is reached. Please tell the person who runs me; they can raise it in Google AI Studio.',
  billing:
    'Google won’t answer me because of the billing of my account. Please tell the person who runs me to look at Billing in Google AI Studio.',
  region: 'Google doesn’t offer Gemini where I run. Please tell the person who runs me.',
  key: 'Gemini does not accept my API key. Please tell the person who runs me to check GEMINI_API_KEY.',
  leaked:
    'Google has blocked my API key because it was found in public. Please tell the person who runs me to create a new one.',
  blocked:
    'Google has blocked my API key or its project. Please tell the person who runs me to look at it in Google AI Studio.',
  restricted:
    'My API key isn’t allowed to use Gemini from here. Please tell the person who runs me to look at its restrictions.',
  denied: 'Google refuses to let me use Gemini. Please tell the person who runs me to run the doctor.',
  model:
    'Gemini doesn’t know the model I’m configured to use. Please tell the person who runs me to check GEMINI_MODEL and GEMINI_API_VERSION.',
  closed:
    'Google no longer offers me the model I’m configured to use. Please tell the person who runs me to set GEMINI_MODEL to another one.',
  address:
    'I can’t find Gemini at the address I’m configured to use. Please tell the person who runs me to check GEMINI_BASE_URL and GEMINI_API_VERSION.',
  setup: 'Gemini rejects my configuration. Please tell the person who runs me to run the doctor.',
};
