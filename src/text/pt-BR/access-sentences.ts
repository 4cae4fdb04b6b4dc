import type { accessSentences as english } from '../en/access-sentences.ts';

/** Why somebody may not do something here, and who can change that. */
export const accessSentences: typeof english = {
  'access.bot': 'Aqui não respondo a bots nem a webhooks, a não ser aos que estão nas configurações do servidor.',
  'access.manage':
    'Só quem gerencia este servidor ou este canal pode ver e mudar minhas configurações aqui. Peça a uma dessas pessoas.',
  'access.dm-off': 'Não aceito mensagens diretas. Fale comigo em um servidor.',
  'access.dm-others': 'Só aceito mensagens diretas de algumas pessoas. Fale comigo em um servidor.',
  'access.channel': 'Só estou disponível em alguns canais deste servidor. Pergunte quais são a alguém que o gerencie.',
  'access.channel-denied': 'Estou desativado neste canal. Alguém que gerencie o servidor pode mudar isso.',
  'access.member-denied': 'Você não pode me usar neste servidor. Alguém que o gerencie pode mudar isso.',
  'access.role-denied': 'Um dos seus cargos não pode me usar neste servidor. Alguém que o gerencie pode mudar isso.',
  'access.role':
    'Só algumas pessoas e alguns cargos podem me usar aqui. Alguém que gerencie o servidor pode liberar você.',
  'access.unknown-roles':
    'Só alguns cargos podem me usar aqui, e ainda não sei quais são os seus. Tente de novo em um minuto ou escreva para mim em vez de falar.',
  'access.speak':
    'Só alguns cargos podem falar comigo nas chamadas daqui. Alguém que gerencie o servidor pode mudar isso.',
  'access.command': 'Só quem gerencia este servidor pode usar este comando aqui. Peça a uma dessas pessoas.',
};
