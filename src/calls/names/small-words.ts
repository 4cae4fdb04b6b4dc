/**
 * The words around a name that tell whether somebody is being called, in one language. `calls` call: what follows a "hey" is a
 * name. `fillers` come before anything. `questions` ask, and `requests` begin what is wanted: after a name without a pause
 * they show that it was called. `leads` stand before somebody who is talked about ("with Will"), and `follows` after them
 * ("Will said"). `joins` stand between the last two of several. `introduces` ask who somebody is.
 */
export type SmallWords = {
  calls: ReadonlySet<string>;
  fillers: ReadonlySet<string>;
  questions: ReadonlySet<string>;
  requests: ReadonlySet<string>;
  leads: ReadonlySet<string>;
  follows: ReadonlySet<string>;
  joins: ReadonlySet<string>;
  /** Whole phrases, as their words with blanks between them. */
  introduces: ReadonlySet<string>;
};

/** What is written below: words with blanks between them, and phrases with commas between them. */
const toSmallWords = (lists: Record<keyof SmallWords, string>): SmallWords => {
  const { introduces, ...words } = lists;
  const split = Object.entries(words).map(([kind, list]) => [kind, new Set(list.split(' '))]);
  return { ...Object.fromEntries(split), introduces: new Set(introduces.split(', ')) };
};

/** Words that call somebody in many languages. */
const ANYWHERE = 'hey hi hello hallo hola ok okay okey oi yo ahoy ahoj ciao hej hei cześć merhaba selam salam';

/** The languages whose small words are known, by their BCP-47 tags. For any other there's {@link NO_SMALL_WORDS}. */
export const SMALL_WORDS: ReadonlyMap<string, SmallWords> = new Map(
  Object.entries({
    en: {
      calls: `${ANYWHERE} thanks thank you please listen alright`,
      fillers: 'so well oh um uh and but now right yes yeah no also then good morning evening sorry excuse me say',
      questions: 'who what when where why which how whose whats hows wheres whens',
      requests:
        'can could would do did are shall should please tell give show play stop turn set make start open close read write repeat explain translate spell find search let help remind count sing take say',
      leads:
        'a an the my your his her our their this that some any no to of with for about from by like at on in than and or is was are be been called named who ask asked asking tell told telling know knows knew met saw see love loves hate hates use used using used mean means call heard say said',
      follows:
        's is was has had will would said says told tells thinks thought does did can could might should and or of the a an in on at gave gives got gets made makes wrote answered answers broke went works',
      joins: 'and or',
      introduces: 'who is that, who is this, who s that, who s this',
    },
    de: {
      calls: `${ANYWHERE} danke bitte servus moin tag hör sag`,
      fillers: 'also na gut ja nein und aber äh ähm so nun jetzt ach mal guten morgen abend doch du entschuldigung',
      questions: 'wer was wann wo warum wieso weshalb welche welcher welches wie wem wen wohin woher wessen wieviel',
      requests:
        'kannst könntest würdest bist hast willst sag erzähl mach gib zeig spiel stopp stell lies schreib wiederhol erklär übersetz such hilf erinner zähl sing nimm bitte schalt öffne',
      leads:
        'ein eine einen einem einer eines der die das den dem des mein meine dein deine sein seine ihr ihre unser kein keine mit von für über bei zu zum zur aus auf an in im nach ohne gegen als und oder ist war sind heißt eigentlich wer frag frage fragen gefragt sagt gesagt kennst kennt kenne mag mochte hat habe ich er sie es wir will',
      follows:
        'ist war hat hatte wird würde sagt sagte meint meinte kann konnte könnte soll sollte und oder der die das ein eine aus in im auf von ging geht macht macht machte ich er sie es wir du ihr gibt gab',
      joins: 'und oder',
      introduces: 'wer ist das, wer ist denn das, wer ist n das',
    },
    fr: {
      calls: `${ANYWHERE} salut bonjour bonsoir merci dis coucou écoute hé eh allô pardon`,
      fillers: 'bon alors et mais oui non ben bah euh donc là moi ah oh voilà bien d accord',
      questions: 'qui que quoi quel quelle quels quelles quand où pourquoi comment combien qu lequel laquelle',
      requests:
        'c est peux pourrais tu dis raconte fais fait donne montre joue arrête mets lis écris répète explique traduis cherche aide rappelle compte chante prends ouvre ferme parle s dessine',
      leads:
        'un une le la les l du des de d mon ma mes ton ta tes son sa ses notre votre leur ce cet cette à au aux avec pour sur sous par chez dans en sans contre comme et ou est était sont qui appelle demande demandé demander dit connais connaît aime vais va vas veux peut faut faire nous vous ils elles il elle on je te',
      follows:
        'est était a avait va sera serait dit disait pense peut pouvait doit et ou de du des le la les un une dans sur qui ne n y',
      joins: 'et ou',
      introduces: 'c est qui, qui est ce, qui c est',
    },
    es: {
      calls: `${ANYWHERE} oye gracias buenas escucha mira ey`,
      fillers: 'bueno pues y pero sí no ah eh ahora entonces vale buenos días tardes noches perdona',
      questions: 'quién quiénes qué cuál cuáles cuándo dónde por cómo cuánto cuánta cuántos cuántas adónde',
      requests:
        'puedes podrías di dime cuenta cuéntame cuéntanos haz hazme da dame pon ponme para lee escribe repite explica explícame traduce busca ayuda ayúdame recuérdame canta toma abre cierra enséñame toca',
      leads:
        'un una el la los las lo mi tu su nuestro este esta ese esa a al de del con por para sobre en sin contra como y o u e es era son quién llama pregunta preguntado preguntar pregunté dijo conoces conozco te me se le nos que no ya muy canta gusta',
      follows:
        'es era fue ha había va está estaba dijo dice piensa puede podía debe y o de del el la los las un una en que no se me le lo',
      joins: 'y e o u',
      introduces: 'quién es ese, quién es, quién es esa',
    },
    pt: {
      calls: `${ANYWHERE} ei olá obrigado obrigada escuta olha alô`,
      fillers: 'bom então e mas sim não ah é agora pois tá bem bom dia boa tarde noite desculpa aí',
      questions: 'quem que quê qual quais quando onde por porque como quanto quanta quantos quantas cadê',
      requests:
        'pode poderia você vocês diz diga fala conta conte faz faça dá dê mostra põe coloca toca para pare lê leia escreve repete explica traduz procura ajuda lembra canta abre fecha me',
      leads:
        'um uma o a os as meu minha seu sua nosso nossa este esta esse essa ao à para pro pra de do da dos das com por pelo pela sobre em no na sem contra como e ou é era são quem chama pergunta perguntei perguntar disse conhece conheço gosto gosta te se lhe já não muito',
      follows:
        'é era foi tem tinha vai está estava disse diz pensa deve e ou de do da o a os as um uma em no na que não se já',
      joins: 'e ou',
      introduces: 'quem é esse, quem é, quem é essa',
    },
    it: {
      calls: `${ANYWHERE} ehi grazie senti ascolta salve`,
      fillers: 'allora bene e ma sì no ah eh ora dunque beh buongiorno buonasera scusa',
      questions: 'chi che cosa cos quale quali quando dove perché come quanto quanta quanti quante',
      requests:
        'puoi potresti dimmi racconta fai fammi dammi metti leggi scrivi ripeti spiega spiegami traduci cerca aiutami ricordami canta apri chiudi mostrami',
      leads:
        'un uno una il lo la i gli le l mio tuo suo questo quello a al alla di del della da dal con per su in senza contro come e o è era sono chi chiama chiesto chiedi conosci ti mi si non',
      follows: 'è era ha aveva va sta stava dice ha può deve e o di del il la lo un una in che non si',
      joins: 'e o',
      introduces: 'chi è, chi è quello',
    },
    nl: {
      calls: `${ANYWHERE} hoi bedankt dankje luister zeg`,
      fillers: 'nou en maar ja nee dus eh ah nu goed goedemorgen sorry',
      questions: 'wie wat wanneer waar waarom welke welk hoe hoeveel wiens',
      requests:
        'kun kan kunt zou wil vertel maak geef laat speel stop zet lees schrijf herhaal leg vertaal zoek help zing open',
      leads:
        'een de het mijn jouw zijn haar ons deze dit die dat met van voor over bij naar uit op aan in zonder tegen als en of is was heet wie vraag gevraagd ken kent ik hij zij wij',
      follows: 'is was heeft had zal zou zei zegt denkt kon moet en of de het een in op van',
      joins: 'en of',
      introduces: 'wie is dat',
    },
    ru: {
      calls: 'эй привет слушай спасибо ок окей алло скажи здравствуй пожалуйста ало слышь хай',
      fillers: 'ну а и но да нет так ой ах вот э эм значит короче извини доброе утро добрый день вечер давай',
      questions:
        'кто что чего какой какая какое какие когда где почему зачем как сколько куда откуда который чей каков',
      requests:
        'можешь мог расскажи сделай дай покажи включи выключи поставь останови прочитай напиши повтори объясни переведи найди помоги напомни посчитай спой открой закрой подскажи давай пожалуйста',
      leads:
        'у к ко с со о об от до для про без на в во по из за над под и или как это кто спроси спросил спросила спросить сказал такой такая мой моя твой наш этот эта зовут знаешь знает',
      follows: 'это и или сказал сказала говорит был была было есть думает может мог должен не ли в на за опять вчера',
      joins: 'и или',
      introduces: 'кто это',
    },
    ja: {
      calls: 'ねえ ねぇ ね おい ありがとう もしもし やあ こんにちは ヘイ おはよう どうも',
      fillers: 'じゃあ じゃ で あの あのー えっと えーと うん はい いや よし そう それ では',
      questions: '何 なに なん どう いつ どこ 誰 だれ なぜ いくつ いくら どれ どの どっち 今 今日 明日',
      requests: '教え 言っ お願い ちょっと 説明 助け 聞い 止め やめ 歌っ 読ん 見せ 探し',
      leads: 'の は が を と も この その あの',
      follows: 'は が を に で と の って も へ から まで や だ です より という',
      joins: 'と や',
      introduces: '',
    },
    zh: {
      calls: '嘿 喂 你好 谢谢 哈喽 嗨 謝謝',
      fillers: '那 嗯 啊 好 好的 那么 现在 所以',
      questions: '什么 怎么 几 哪 哪里 为什么 多少 现在 今天 明天 什麼 怎麼',
      requests: '请 告诉 给 帮 说 讲 放 打开 关 翻译 解释 你 能 可以 請 講',
      leads: '的 和 跟 给 对 问 叫 是 在 这 那',
      follows: '的 是 了 和 说 在 也 都 很 会',
      joins: '和 跟',
      introduces: '',
    },
    ko: {
      calls: '야 안녕 고마워 헤이 저기 여보세요',
      fillers: '그럼 음 어 아 그래서 자 네',
      questions: '뭐 무엇 언제 어디 왜 어떻게 얼마 몇 지금 오늘 내일',
      requests: '알려 말해 해 설명 번역 도와 틀어 멈춰 읽어 노래',
      leads: '이 그 저',
      follows: '는 은 이 가 를 을 에게 한테 의 도 와 과 랑',
      joins: '와 과',
      introduces: '',
    },
    hi: {
      calls: 'अरे सुनो हेलो हैलो हाय धन्यवाद शुक्रिया नमस्ते ओके हे सुनिए',
      fillers: 'अच्छा तो हाँ हां नहीं और लेकिन अब ठीक है मतलब फिर',
      questions: 'कौन क्या कब कहाँ कहां क्यों कैसे कैसा कितना कितने कितनी कौनसा किसने किस',
      requests: 'बताओ बताइए बता सुनाओ दिखाओ लगाओ बजाओ रोको पढ़ो लिखो समझाओ खोजो मदद कृपया प्लीज़ मुझे हमें',
      leads: 'यह वह मेरा मेरी मेरे तेरा उसका इस उस एक',
      follows: 'ने को का की के से में पर है था थी थे हैं भी ही और कौन वाला तो नाम',
      joins: 'और या',
      introduces: '',
    },
  }).map(([language, lists]) => [language, toSmallWords(lists)]),
);

const NONE: ReadonlySet<string> = new Set();

/** What is known of a language that isn't in {@link SMALL_WORDS}: only what calls somebody in many of them. */
export const NO_SMALL_WORDS: SmallWords = {
  calls: new Set(ANYWHERE.split(' ')),
  fillers: NONE,
  questions: NONE,
  requests: NONE,
  leads: NONE,
  follows: NONE,
  joins: NONE,
  introduces: NONE,
};
