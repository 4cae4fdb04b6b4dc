import { characters } from './characters.ts';
import { forgedPeople } from './forged-people.ts';
import { lostRights } from './lost-rights.ts';
import { tryAll } from './try-all.ts';

tryAll('who tries to take rights', { characters, 'lost rights': lostRights, 'forged people': forgedPeople });
