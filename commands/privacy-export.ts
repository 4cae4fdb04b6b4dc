import type { CommandReply } from '../src/discord/inbound/command.ts';
import { writeJson, writePage } from '../src/privacy/export-files.ts';
import type { Say } from '../src/text/languages.ts';

/** What is kept of a person as two files: a page in the reader's language, and JSON. */
export const composeExport = (all: Parameters<typeof writeJson>[0], say: Say): CommandReply => {
  const words = {
    language: say({ code: 'text.language' }),
    title: say({ code: 'export.title' }),
    about: say({ code: 'export.about' }),
    said: say({ code: 'export.said' }),
    answered: say({ code: 'export.answered' }),
    wrote: say({ code: 'export.wrote' }),
    sites: say({ code: 'export.sites' }),
    files: say({ code: 'export.files' }),
    quoted: say({ code: 'export.quoted' }),
    quotes: say({ code: 'export.quotes' }),
    recaps: say({ code: 'export.recaps' }),
    spent: say({ code: 'export.spent' }),
    unheard: say({ code: 'export.unheard' }),
    choices: say({ code: 'export.choices' }),
    reminders: say({ code: 'export.reminders' }),
    leftOut: say({ code: 'export.left-out' }),
  };
  return {
    content: say({ code: 'privacy.exported' }),
    files: [
      { name: 'parley.html', data: writePage(all, words) },
      { name: 'parley.json', data: writeJson(all) },
    ],
  };
};
