import type { callSentences as english } from '../en/call-sentences.ts';
import { formatChannel } from '../intl.ts';
import { listPermissions, number, plural } from './grammar.ts';

export const callSentences: typeof english = {
  'call.only-in-servers': 'Sprachkanäle gibt es nur auf Servern. Bitte mach das auf einem Server.',
  'call.none': 'Ich bin auf diesem Server in keinem Sprachkanal.',
  'call.over': 'Dieser Sprachchat ist vorbei.',
  'call.not-yours': ({ voice }) =>
    `Dafür musst du in ${formatChannel(voice)} sein oder dort die Berechtigung „Mitglieder verschieben“ haben.`,
  'call.no-voice-channel': 'Du bist in keinem Sprachkanal. Geh in einen, oder such mit der Option `kanal` einen aus.',
  'call.unknown-channel':
    'Diesen Sprachkanal finde ich nicht. Entweder wurde er gelöscht, oder ich darf ihn nicht sehen.',
  'call.may-not-enter': ({ voice }) =>
    `Du darfst ${formatChannel(voice)} nicht betreten, deshalb kann ich für dich auch nicht dorthin gehen.`,
  'call.missing-permissions': ({ voice, missing }) =>
    plural(missing.length, {
      one: `Ich kann ${formatChannel(voice)} nicht betreten, weil mir dort diese Berechtigung fehlt: ${listPermissions(missing)}. Bitte lass sie mir von der Moderation geben und versuch es dann noch einmal.`,
      other: `Ich kann ${formatChannel(voice)} nicht betreten, weil mir dort diese Berechtigungen fehlen: ${listPermissions(missing)}. Bitte lass sie mir von der Moderation geben und versuch es dann noch einmal.`,
    }),
  'call.full': ({ voice }) =>
    `${formatChannel(voice)} ist voll. Bitte versuch es wieder, wenn Platz ist, oder bitte die Moderation, mir dort die Berechtigung „Mitglieder verschieben“ zu geben.`,
  'call.cannot-announce': ({ channel, missing }) =>
    plural(missing.length, {
      one: `Ich höre nur dort zu, wo ich einen Hinweis darauf posten kann. Um in ${formatChannel(channel)} zu posten, brauche ich dort diese Berechtigung: ${listPermissions(missing)}.`,
      other: `Ich höre nur dort zu, wo ich einen Hinweis darauf posten kann. Um in ${formatChannel(channel)} zu posten, brauche ich dort diese Berechtigungen: ${listPermissions(missing)}.`,
    }),
  'call.change-not-yours': ({ voice }) =>
    `Um den Sprachchat zu ändern, musst du in ${formatChannel(voice)} sein oder dort die Berechtigung „Mitglieder verschieben“ haben.`,
  'call.busy': ({ voice, leave }) =>
    `Ich bin schon in ${formatChannel(voice)} und kann auf jedem Server nur in einem Sprachkanal sein. Komm dorthin, oder bitte dort jemanden um ${leave}.`,
  'call.settings-unknown':
    'Ich erreiche meinen Speicher nicht und weiß deshalb nicht, wie Sprachchats hier eingestellt sind. Bitte gib `zuhören` und `mitschrift` an, oder versuch es in einer Minute noch einmal.',
  'call.no-more':
    'Ich gehe im Moment in keine weiteren Sprachchats. Bitte versuch es später noch einmal oder frag mich schriftlich.',
  'call.restarting': 'Ich starte gerade neu. Bitte versuch es in einer Minute noch einmal.',
  'call.left': ({ voice }) => `Ich habe ${formatChannel(voice)} verlassen.`,
  'call.already-left': 'Ich bin schon weg.',

  'call.timeout':
    'Discord hat mich nicht rechtzeitig in den Sprachkanal gelassen. Bitte versuch es in einer Minute noch einmal.',
  'call.no-sound':
    'Ich bin mit dem Sprachkanal verbunden, aber es kommt kein Ton durch. Bitte sag der Person, die diesen Bot betreibt, dass sie ausgehendes UDP erlauben muss.',
  'call.proxy':
    'Ich kann mich nicht mit den Sprachservern von Discord verbinden, weil mein Proxy mich nicht durchlässt. Bitte sag der Person Bescheid, die diesen Bot betreibt.',
  'call.removed': 'Jemand hat mich aus dem Sprachkanal entfernt.',
  'call.refused': 'Discord hat meine Verbindung zum Sprachkanal abgelehnt. Bitte versuch es später noch einmal.',
  'call.discord-away': 'Meine Verbindung zu Discord ist abgebrochen. Bitte versuch es in einer Minute noch einmal.',
  'call.ended': 'Ich habe den Sprachkanal verlassen.',
  'call.elsewhere': 'Ich bin gegangen, weil mich jemand in einen anderen Sprachkanal geholt hat.',
  'call.empty': 'Alle haben den Sprachkanal verlassen, deshalb bin ich auch gegangen.',
  'call.empty-after-restart': 'Ich wurde neu gestartet, und als ich zurückkam, war der Sprachkanal leer.',
  'call.channel-deleted': 'Dieser Sprachchat ist beendet, weil sein Kanal gelöscht wurde.',
  'call.speech-too-long': ({ minutes }) =>
    plural(minutes, {
      one: 'Das war eine Minute am Stück, und mehr passt nicht in eine Frage. Was du als Nächstes sagst, ist eine neue Frage.',
      other: `Das waren ${number(minutes)} Minuten am Stück, und mehr passt nicht in eine Frage. Was du als Nächstes sagst, ist eine neue Frage.`,
    }),
  'call.speech-too-long-talk': ({ minutes }) =>
    plural(minutes, {
      one: 'Das war eine Minute am Stück, und mehr passt nicht in eine Frage. Drück auf **Sprechen**, um weiterzureden.',
      other: `Das waren ${number(minutes)} Minuten am Stück, und mehr passt nicht in eine Frage. Drück auf **Sprechen**, um weiterzureden.`,
    }),
  'call.words-missing':
    'Dreimal innerhalb einer Stunde hat Google mir nicht gesagt, was jemand gesagt hat. Ich konnte nicht wissen, ob ich gemeint war, und habe meine Antworten für mich behalten. Wenn das so weitergeht, verwende `/join` und setz `zuhören` auf `everyone`, oder auf `button`, damit du auf **Sprechen** drückst, bevor du redest.',

  'consent.unheard':
    'Ich höre dir auf diesem Server in keinem Sprachkanal zu, bis du auf **Mir wieder zuhören** drückst.',
  'consent.heard': 'Ich höre dir in den Sprachkanälen dieses Servers wieder zu.',
  'consent.unheard-unstored':
    'Ich höre dir nicht mehr zu, erreiche aber meinen Speicher nicht und weiß das deshalb nur, bis ich neu gestartet werde. Bitte drück in ein paar Minuten noch einmal auf den Button.',
  'consent.heard-unstored':
    'Ich höre dir wieder zu, erreiche aber meinen Speicher nicht und weiß das deshalb nur, bis ich neu gestartet werde. Bitte drück in ein paar Minuten noch einmal auf den Button.',

  'talk.go-ahead': 'Leg los. Ich höre zu, bis du aufhörst zu sprechen.',
  'talk.join-first': ({ voice }) => `Ich kann dich nur in ${formatChannel(voice)} hören. Bitte geh zuerst dorthin.`,
  'talk.not-needed': 'Ich höre jetzt anders zu, deshalb brauchst du diesen Button nicht mehr.',
  'talk.not-for-you':
    'Auf diesem Server dürfen nur manche Rollen **Sprechen** nutzen, und du hast keine davon. Bitte frag die Moderation.',
  'talk.unheard':
    'Ich höre dir in diesem Sprachchat nicht zu. Falls du vorher auf **Mir nicht zuhören** gedrückt hast, drück zuerst auf **Mir wieder zuhören**.',
};
