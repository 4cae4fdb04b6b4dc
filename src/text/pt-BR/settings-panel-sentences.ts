import type { settingsPanelSentences as english } from '../en/settings-panel-sentences.ts';
import { formatAgo, formatPerson } from '../intl.ts';
import { formatFileName } from '../markdown-escape.ts';
import { number as formatNumber, list, plural } from './grammar.ts';

/** Names of settings. Some have commas in them, so commas can't keep them apart. */
const joinNames = (names: readonly string[]): string => names.join(' · ');

const PART_NAMES = { nick: 'meu apelido', bio: 'meu perfil', avatar: 'meu avatar' };
const nameParts = (parts: readonly (keyof typeof PART_NAMES)[]): string =>
  parts.length > 0 ? list(parts.map((part) => PART_NAMES[part])) : 'minha aparência';

/** The panel of settings, its forms, and the commands about them. */
export const settingsPanelSentences: typeof english = {
  'choice.reply-both': 'both: por escrito, e em voz alta se eu estiver em uma chamada',
  'choice.reply-voice': 'voice: também como mensagem de voz',
  'choice.call-recap-off': 'off: sem resumo',
  'choice.call-recap-post': 'post: como mensagem no canal',
  'choice.call-recap-thread': 'thread: como mensagem, ou em um tópico após chamadas longas',
  'choice.consent-notice': 'notice: cada pessoa é avisada uma vez, quando me pergunta pela primeira vez',
  'choice.consent-off': 'off: não digo nada, porque as pessoas são avisadas em outro lugar',
  'choice.consent-opt-in': 'opt-in: só respondo e escuto quem concordou',
  'choice.typed-off': 'off: o modelo Live também responde a elas',
  'choice.typed-always': 'always: um modelo de texto responde a elas',
  'choice.typed-when-live-fails': 'when-live-fails: um modelo de texto, se eu não conseguir acessar o modelo Live',

  'form.group-voice': 'Voz e personalidade',
  'form.group-calls': 'Em chamadas',
  'form.group-answers': 'Respostas',
  'form.group-access': 'Quem pode me usar',
  'form.group-limits': 'Limites',
  'form.group-privacy': 'Privacidade',
  'option.group-voice': 'Como me apresento, como é minha voz e quais idiomas espero',
  'option.group-calls': 'Quando escuto, o que escrevo, quando entro e saio',
  'option.group-answers': 'Como respondo a perguntas e quais mensagens considero perguntas',
  'option.group-access': 'Cargos, membros, canais e bots que podem falar comigo',
  'option.group-limits': 'Quanto pode ser usado e gasto',
  'option.group-privacy': 'O que guardo e por quanto tempo',

  'part.settings-title-server': '**Configurações do servidor inteiro**',
  'part.settings-title-channel': '**Configurações deste canal**',
  'part.settings-title-dm': '**Configurações das nossas mensagens diretas**',
  'part.settings-hint-server':
    '-# Valem em todos os canais que não têm as próprias. Escolha um grupo abaixo para ver e mudar.',
  'part.settings-hint-channel':
    '-# O que não está definido aqui vem do servidor. Escolha um grupo abaixo para ver e mudar.',
  'part.settings-hint-dm': '-# Valem só para você. Escolha um grupo abaixo para ver e mudar.',
  'part.settings-overview': ({ group, names }) =>
    `- **${group}**: ${names.length > 0 ? `${joinNames(names)} (definido aqui)` : 'nada definido aqui'}`,
  'part.settings-entry': ({ number, name, value, source }) => `${number}. **${name}**: ${value} *(${source})*`,
  'option.pick-group': 'Escolha um grupo',

  'button.edit': ({ first, last }) => (first === last ? `Editar ${first}` : `Editar ${first}–${last}`),
  'button.sample': 'Ouvir uma amostra',
  'button.use-server': 'Usar no servidor inteiro',
  'button.use-channel': 'Usar neste canal',
  'button.use-dm': 'Usar aqui',
  'button.back': 'Voltar',
  'button.voices': 'Ouvir as vozes',
  'button.scope-server': 'Servidor inteiro',
  'button.scope-channel': 'Este canal',
  'button.wipe': 'Redefinir todas',
  'button.keep-settings': 'Manter',

  'form.settings-title': ({ group, first, last }) => `${group} (${first === last ? first : `${first}–${last}`})`,
  'option.inherited': ({ value, source }) => `herdado: ${value} (${source})`,
  'settings.too-long-for-form': ({ name }) =>
    `**${name}** é longo demais para um formulário, então fica como está. Você pode mudar isso com /settings set, ou exportar as configurações e importá-las de novo.`,

  'part.settings-voices': '**Vozes**\nEscolha uma para ouvir. As palavras depois dos nomes são do próprio Google.',
  'part.settings-voice': ({ voice }) => `**Vozes** › ${voice}`,
  'option.pick-voice': ({ first, last }) => `De ${first} a ${last}`,
  'settings.voice-set': ({ voice }) =>
    `✅ Agora a configuração **Voz** é ${voice}. Falo com ela a partir da minha próxima resposta.`,
  'settings.sample-later': 'Estou ocupado demais para dizer algo com essa voz agora. Tente de novo em um minuto.',

  'button.picture': 'Meu avatar',
  'form.picture-title': 'Meu avatar neste servidor',
  'form.picture-file': 'Uma imagem',
  'option.own-picture': 'Uso a parte do meio dela. Se você não enviar nenhuma, volto a ter meu avatar de sempre.',
  'face.picture-set': '✅ Este servidor vê meu novo avatar. Eu não o guardo; quem guarda é o Discord.',
  'face.picture-removed': '✅ Este servidor voltou a ver meu avatar de sempre.',
  'face.not-a-picture': ({ name }) =>
    `Meu avatar não mudou porque ${formatFileName(name)} não é uma imagem. Envie um PNG, JPEG, WebP, GIF ou AVIF.`,
  'face.forbidden': ({ parts }) =>
    `⚠️ Não tenho permissão para mudar ${nameParts(parts)} aqui, então as pessoas ainda não veem a mudança. Me dê a permissão “Alterar apelido” e tente de novo.`,
  'face.too-fast': ({ parts }) =>
    `⚠️ O Discord diz que houve mudanças demais em ${nameParts(parts)}, então as pessoas ainda não veem a nova. Tente de novo em uns dez minutos.`,
  'face.refused': ({ parts }) =>
    `⚠️ O Discord não aceita ${nameParts(parts)} assim, então as pessoas não veem a mudança. Tente outra coisa.`,
  'face.unreached':
    '⚠️ Não consegui dizer ao Discord qual é minha aparência aqui de agora em diante, então as pessoas ainda não a veem. Tente de novo em um minuto.',
  'face.absent': '⚠️ Não estou mais neste servidor, então ninguém vê minha aparência aqui.',
  'face.busy': '⚠️ Outra pessoa está mudando minha aparência aqui neste momento. Tente de novo.',

  'part.settings-nothing': 'vazio',
  'part.settings-count': ({ count }) =>
    plural(count, { one: `${formatNumber(count)} escolhido`, other: `${formatNumber(count)} escolhidos` }),
  'part.from-default': 'padrão',
  'part.from-operator': 'definido por quem me administra',
  'part.from-server': 'este servidor',
  'part.from-parent': 'o canal deste tópico',
  'part.from-channel': 'este canal',
  'part.from-dm': 'você',

  'settings.saved': ({ names }) => `✅ Salvo: ${joinNames(names)}.`,
  'settings.holds-next': 'Vale a partir da próxima pergunta.',
  'settings.holds-soon': 'Vale a partir de agora, menos para o que já comecei, como uma resposta.',
  'settings.holds-now': 'Já está valendo.',
  'settings.new-cap': 'Um limite novo conta o que for gasto a partir de agora, não o que foi gasto antes.',
  'settings.unchanged': 'Nada foi alterado.',
  'settings.wrong': ({ name, why }) => `⚠️ **${name}** continua como estava. ${why}`,
  'settings.conflict': ({ name, by, value }) =>
    `⚠️ Nesse meio-tempo, ${formatPerson(by)} mudou **${name}** para ${value}. Deixei assim. Se quiser outra coisa, mude de novo.`,
  'settings.conflict-reset': ({ name, by }) =>
    `⚠️ Nesse meio-tempo, ${formatPerson(by)} redefiniu **${name}**. Deixei assim. Se quiser outra coisa, mude de novo.`,

  'part.where-server': 'o servidor inteiro',
  'part.where-channel': 'este canal',
  'part.where-dm': 'nossas mensagens diretas',
  'settings.set': ({ where, name, value, source }) => `✅ **${name}** para ${where} agora é: ${value} *(${source})*.`,
  'settings.as-before': ({ where, name, value, source }) =>
    `**${name}** para ${where} já estava assim: ${value} *(${source})*.`,
  'settings.nothing-set': 'Nada foi definido lá, então não há nada para redefinir.',
  'settings.confirm-reset': ({ title, names }) =>
    `${title}\nQuer redefinir ${joinNames(names)}? Isso não pode ser desfeito.`,
  'settings.reset': ({ names }) => `✅ Redefinido: ${joinNames(names)}.`,
  'settings.kept': 'Tudo bem, vou deixar as configurações como estão.',

  'part.settings-title': '**O que vale neste canal e de onde vem**',
  'part.settings-group': ({ group }) => `__${group}__`,
  'part.settings-line': ({ name, value, source }) => `- **${name}**: ${value} *(${source})*`,
  'part.settings-layer': ({ source, value, by, at }) =>
    `- ${source}: ${value}, por ${formatPerson(by)} ${formatAgo(at)}`,
  'part.settings-suggestion': ({ name, key }) => `${name} (${key})`,

  'settings.exported':
    'Isto é tudo o que foi definido aqui, menos meu avatar. Você pode editar o arquivo e trazê-lo de volta com /settings import.',
  'settings.imported': ({ settings, channels }) =>
    `✅ Tudo está como o arquivo diz: ${plural(settings, { one: 'uma configuração geral', other: `${formatNumber(settings)} configurações gerais` })}, e ${plural(channels, { one: 'um canal', other: `${formatNumber(channels)} canais` })} com configurações próprias. Vale a partir de agora, menos para o que já comecei, como uma resposta.`,

  'settings.refused': ({ names }) =>
    `⚠️ O Gemini não aceita o que foi definido aqui em: ${joinNames(names)}. Deixo de fora e respondo sem isso.`,

  'settings.only-channel':
    'Só quem tem a permissão “Gerenciar servidor” pode mudar as configurações do servidor inteiro. Você pode mudar as deste canal.',
  'settings.no-such-setting': 'Essa configuração não existe. Escolha uma das que sugiro enquanto você digita.',
  'settings.only-operator': 'Só quem me administra pode mudar essa.',
  'settings.only-in-servers': 'Essa só pode ser definida em servidores.',
  'settings.only-whole-server': 'Essa só pode ser definida para o servidor inteiro.',
};
