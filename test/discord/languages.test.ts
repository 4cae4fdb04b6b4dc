import { describe, test } from 'node:test';
import { UserError } from '../../src/base/errors.ts';
import { sentence } from '../sentences.ts';
import { MADE_UP, madeUpSentence, TWO_LANGUAGES } from '../text/made-up-language.ts';
import { Parley } from './stage.ts';

/** A bot that speaks two languages, and members who each read another one. */
const open = async () => {
  const parley = await Parley.open({ languages: TWO_LANGUAGES });
  return { parley, ada: parley.ada, ben: parley.guild.member('Ben', { locale: MADE_UP }) };
};

describe('two people who read different languages', () => {
  test('each read in their own why a command did nothing', async () => {
    const { parley, ada, ben } = await open();
    await using _ = parley;
    await (await ada.slash('leave')).shows(sentence({ code: 'call.none' }));
    await (await ben.slash('leave')).shows(madeUpSentence({ code: 'call.none' }));
  });

  test('read what everyone sees in the language of the server', async () => {
    const { parley, ada } = await open();
    await using _ = parley;
    parley.guild.preferredLocale = MADE_UP;
    const reply = await ada.slash('ask', { question: 'Why?' });
    const turn = await parley.conversations.next();
    turn.finish({ is: 'failed', error: new UserError({ code: 'gemini.late' }) });
    await parley.during(reply.shows(`⚠️ ${madeUpSentence({ code: 'gemini.late' })}`));
  });
});
