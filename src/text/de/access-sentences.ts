import type { accessSentences as english } from '../en/access-sentences.ts';

export const accessSentences: typeof english = {
  'access.bot': 'Bots und Webhooks antworte ich hier nicht, außer sie stehen in den Einstellungen des Servers.',
  'access.manage':
    'Nur wer diesen Server oder diesen Kanal verwaltet, kann meine Einstellungen hier sehen und ändern. Bitte wende dich an eine dieser Personen.',
  'access.dm-off': 'Direktnachrichten nehme ich nicht an. Bitte sprich mich auf einem Server an.',
  'access.dm-others': 'Direktnachrichten nehme ich nur von manchen Leuten an. Bitte sprich mich auf einem Server an.',
  'access.channel':
    'Auf diesem Server gibt es mich nur in manchen Kanälen. Bitte frag jemanden, der ihn verwaltet, in welchen.',
  'access.channel-denied': 'In diesem Kanal bin ich ausgeschaltet. Wer den Server verwaltet, kann das ändern.',
  'access.member-denied': 'Du kannst mich auf diesem Server nicht nutzen. Wer ihn verwaltet, kann das ändern.',
  'access.role-denied':
    'Eine deiner Rollen darf mich auf diesem Server nicht nutzen. Wer ihn verwaltet, kann das ändern.',
  'access.role':
    'Nur manche Leute und Rollen können mich hier nutzen. Wer den Server verwaltet, kann dich freischalten.',
  'access.unknown-roles':
    'Nur manche Rollen können mich hier nutzen, und deine kenne ich noch nicht. Bitte versuch es in einer Minute noch einmal oder schreib mir, statt zu sprechen.',
  'access.speak':
    'Nur manche Rollen können hier im Sprachchat mit mir sprechen. Wer den Server verwaltet, kann das ändern.',
  'access.command':
    'Diesen Befehl kann hier nur nutzen, wer den Server verwaltet. Bitte wende dich an eine dieser Personen.',
};
