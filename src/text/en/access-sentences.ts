/** Why somebody may not do something here, and who can change that. */
export const accessSentences = {
  'access.bot': 'I don’t answer bots and webhooks here, unless the server’s settings name them.',
  'access.manage':
    'Only people who manage this server or this channel can see and change my settings here. Please ask one of them.',
  'access.dm-off': 'I don’t take direct messages. Please talk to me in a server.',
  'access.dm-others': 'I only take direct messages from some people. Please talk to me in a server.',
  'access.channel': 'I’m only available in some channels of this server. Please ask someone who manages it which.',
  'access.channel-denied': 'I’m switched off in this channel. Someone who manages the server can change that.',
  'access.member-denied': 'You can’t use me in this server. Someone who manages it can change that.',
  'access.role-denied': 'One of your roles can’t use me in this server. Someone who manages it can change that.',
  'access.role': 'Only some people and roles can use me here. Someone who manages the server can let you in.',
  'access.unknown-roles':
    'Only some roles can use me here, and I don’t know yours yet. Please try again in a minute, or write to me instead of speaking.',
  'access.speak': 'Only some roles can talk to me in calls here. Someone who manages the server can change that.',
  'access.command': 'Only people who manage this server can use this command here. Please ask one of them.',
};
