import type { accessSentences as english } from '../en/access-sentences.ts';

/** Why somebody may not do something here, and who can change that. */
export const accessSentences: typeof english = {
  'access.bot': 'Aquí no respondo a bots ni a webhooks, salvo a los que estén en los ajustes del servidor.',
  'access.manage':
    'Solo quienes gestionan este servidor o este canal pueden ver y cambiar mis ajustes aquí. Pídeselo a una de esas personas.',
  'access.dm-off': 'No acepto mensajes directos. Háblame en un servidor.',
  'access.dm-others': 'Solo acepto mensajes directos de algunas personas. Háblame en un servidor.',
  'access.channel':
    'Solo estoy disponible en algunos canales de este servidor. Pregunta en cuáles a alguien que lo gestione.',
  'access.channel-denied': 'Estoy desactivado en este canal. Alguien que gestione el servidor puede cambiarlo.',
  'access.member-denied': 'No puedes usarme en este servidor. Alguien que lo gestione puede cambiarlo.',
  'access.role-denied': 'Uno de tus roles no puede usarme en este servidor. Alguien que lo gestione puede cambiarlo.',
  'access.role':
    'Aquí solo pueden usarme algunas personas y algunos roles. Alguien que gestione el servidor puede darte acceso.',
  'access.unknown-roles':
    'Aquí solo pueden usarme algunos roles, y todavía no sé cuáles tienes. Inténtalo de nuevo en un minuto o escríbeme en vez de hablar.',
  'access.speak':
    'Aquí solo algunos roles pueden hablar conmigo en las llamadas. Alguien que gestione el servidor puede cambiarlo.',
  'access.command':
    'Aquí solo quienes gestionan este servidor pueden usar este comando. Pídeselo a una de esas personas.',
};
