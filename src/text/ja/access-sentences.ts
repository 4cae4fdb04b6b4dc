import type { accessSentences as english } from '../en/access-sentences.ts';
/** Why somebody may not do something here, and who can change that. */
export const accessSentences: typeof english = {
  'access.bot': 'ここでは、サーバーの設定で指定されたものを除き、Botやウェブフックには回答しません。',
  'access.manage':
    'ここでの設定を見たり変更したりできるのは、このサーバーまたはチャンネルを管理している人だけです。その人に頼んでください。',
  'access.dm-off': 'ダイレクトメッセージは受け付けていません。サーバーで話しかけてください。',
  'access.dm-others': 'ダイレクトメッセージは一部の人からしか受け付けていません。サーバーで話しかけてください。',
  'access.channel':
    'このサーバーでは、一部のチャンネルでしか利用できません。どのチャンネルかは、サーバーを管理している人に聞いてください。',
  'access.channel-denied': 'このチャンネルではオフになっています。サーバーを管理している人なら変更できます。',
  'access.member-denied':
    'あなたは、このサーバーで私を利用できない設定になっています。サーバーを管理している人なら変更できます。',
  'access.role-denied':
    'あなたのロールの中に、このサーバーで私を利用できない設定になっているものがあります。サーバーを管理している人なら変更できます。',
  'access.role':
    'ここで利用できるのは、一部の人と一部のロールだけです。サーバーを管理している人に許可してもらってください。',
  'access.unknown-roles':
    'ここで利用できるのは一部のロールだけですが、あなたのロールがまだわかりません。1分ほどしてからもう一度試すか、文字で話しかけてください。',
  'access.speak': 'ここの通話で話しかけられるのは、一部のロールだけです。サーバーを管理している人なら変更できます。',
  'access.command': 'ここでこのコマンドを使えるのは、このサーバーを管理している人だけです。その人に頼んでください。',
};
