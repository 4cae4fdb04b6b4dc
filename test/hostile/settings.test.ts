import { settingsForms } from './settings-forms.ts';
import { settingsImports } from './settings-imports.ts';
import { settingsPresses } from './settings-presses.ts';
import { tryAll } from './try-all.ts';

tryAll('what people do to settings that aren’t theirs', {
  presses: settingsPresses,
  forms: settingsForms,
  imports: settingsImports,
});
