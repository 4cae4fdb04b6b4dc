import type { toolSentences as english } from '../en/tool-sentences.ts';
import { formatChannel } from '../intl.ts';
import { formatFileName, toInline } from '../markdown-escape.ts';
import { list, number, plural } from './grammar.ts';

/** What tools ask, do and say, and `/tools`. */
export const toolSentences: typeof english = {
  'choice.tools-time': 'time: l’heure partout dans le monde',
  'choice.tools-dice': 'dice: lancer des dés et choisir au hasard',
  'choice.tools-poll': 'poll: lancer un sondage',
  'choice.tools-people': 'people: qui est dans un salon vocal',
  'choice.tools-pin': 'pin: épingler un message',
  'choice.tools-thread': 'thread: créer un fil',
  'choice.tools-fetch': 'fetch: lire une page ou un flux du web',
  'choice.tools-messages': 'messages: lire les derniers messages ici',
  'choice.tools-none': 'none: aucun outil',
  'choice.tools-ask': 'ask: avec un bouton sur lequel seule la personne qui demande peut appuyer',
  'choice.tools-allow': 'allow: tout de suite, si Discord le permet à la personne qui demande',
  'button.tool-do': 'Vas-y',
  'button.tool-leave': 'Laisse tomber',
  'tools.some': 'Voici ce que je peux utiliser ici si on me le demande :',
  'tools.none': 'Je n’ai aucun outil ici.',
  'tools.connecting': ({ names }) =>
    `Connexion encore en cours : ${list(names.map(toInline))}. Ce message changera dès que je saurai si je peux l’utiliser.`,
  'tools.missing': ({ names }) =>
    `Activé, mais inutilisable ici pour le moment : ${list(names.map(toInline))}. Préviens la personne qui m’héberge.`,
  'tools.page-ask': ({ settings }) =>
    `Je ne fais que ce que Discord permet à la personne qui demande, et avant de changer quelque chose, je lui demande avec un bouton. Les personnes qui gèrent le serveur ou le salon choisissent mes outils avec ${settings}.`,
  'tools.page-allow': ({ settings }) =>
    `Je ne fais que ce que Discord permet à la personne qui demande. Les personnes qui gèrent le serveur ou le salon choisissent mes outils avec ${settings}.`,
  'tools.asked': ({ asker }) => `${asker}, je le fais ?`,
  'tools.dismissed': 'D’accord, je n’ai rien fait.',
  'tools.too-late': 'Ce bouton ne marche plus, donc je n’ai rien fait. Redemande-le-moi.',
  'tools.not-yours': 'Seule la personne qui me l’a demandé peut appuyer sur ce bouton.',
  'tools.not-allowed': 'Discord ne te le permet plus ici, donc je n’ai rien fait.',
  'tools.switched-off': 'Cet outil a été désactivé ici, donc je n’ai rien fait.',
  'tools.ask-poll': ({ question, answers, hours, isMultiple }) =>
    `Un sondage, ouvert pendant ${plural(hours, { one: 'une heure', other: `${number(hours)} heures` })} : **${toInline(question)}** Les réponses : ${list(answers.map(toInline))}.${isMultiple ? ' On peut choisir une ou plusieurs réponses.' : ''}`,
  'tools.ask-pin': ({ link }) => `Épingler [ce message](${link}).`,
  'tools.ask-thread': ({ name }) => `Un fil nommé **${toInline(name)}**.`,
  'tools.ask-thread-on': ({ name, link }) => `Un fil nommé **${toInline(name)}** sur [ce message](${link}).`,
  'tools.did-poll': 'J’ai lancé le sondage.',
  'tools.did-pin': ({ link }) => `J’ai épinglé [ce message](${link}).`,
  'tools.did-thread': ({ channel }) => `J’ai créé le fil ${formatChannel(channel)}.`,
  'tools.cannot-lacks': 'Je n’ai pas le droit de faire ça dans ce salon, donc je n’ai rien fait.',
  'tools.cannot-gone': 'Ça n’existe plus, donc je n’ai rien fait.',
  'tools.cannot-elsewhere': 'Ce n’est pas possible dans ce type de salon, donc je n’ai rien fait.',
  'mcp.ask': ({ server, tool, args }) =>
    `Utiliser ${tool} du serveur MCP ${server}. Cet outil n’est pas à moi et peut modifier quelque chose. Je l’utiliserais avec ceci :\n${args}`,
  'mcp.done': ({ server, tool, answer }) => `Le serveur MCP ${server} a répondu à ${tool} :\n${answer}`,
  'mcp.failed': ({ server, tool, answer }) => `Le serveur MCP ${server} dit que ${tool} a échoué :\n${answer}`,
  'mcp.not-done': ({ server, tool }) =>
    `Je ne peux pas utiliser le serveur MCP ${server} en ce moment, donc ${tool} n’a pas été exécuté.`,
  'mcp.uncertain': ({ server, tool }) =>
    `Le serveur MCP ${server} n’a rien répondu d’utilisable, donc je ne sais pas si ${tool} a été exécuté.`,
  'mcp.no-material': ({ name }) => `Je n’ai pas pu récupérer ${formatFileName(name)}, donc je réponds sans.`,
};
