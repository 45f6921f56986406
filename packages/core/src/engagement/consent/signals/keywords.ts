/** What a keyword says: `agree` is an answer to a question, and counts only while one is open. */
export type Keyword = 'stop' | 'start' | 'agree'

/** Words that are understood in every account, by language. A message is one of them as a whole, or none. */
const words: Record<Keyword, Readonly<Record<string, readonly string[]>>> = {
  stop: {
    en: ['STOP', 'STOPALL', 'UNSUBSCRIBE', 'CANCEL', 'END', 'QUIT', 'OPTOUT', 'OPT OUT'],
    hi: ['बंद', 'रोकें'],
    es: ['BAJA', 'PARAR'],
    pt: ['SAIR', 'PARAR', 'CANCELAR'],
    id: ['BERHENTI', 'STOP'],
    de: ['STOPP', 'ABMELDEN'],
    fr: ['ARRÊT', 'STOP'],
  },
  start: { en: ['START', 'UNSTOP'] },
  agree: { en: ['YES'] },
}

export interface KeywordMatch {
  keyword: Keyword
  /** Null: a word of several languages, or one that the account has added. */
  language: string | null
}

/** Phrases that an account has added. */
export type OwnPhrases = Readonly<Partial<Record<Keyword, readonly string[]>>>

/**
 * The form in which phrases are compared: without case, accents of Latin letters, punctuation, emoji and surplus spaces. What
 * is left of a sentence that holds a keyword is still a sentence, and matches nothing.
 */
export function normalizePhrase(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/[\u0300-\u036f]|[\u200b-\u200f]|\ufe0e|\ufe0f/g, '')
    .normalize('NFC')
    .replaceAll(/[\p{P}\p{S}\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Cc}]/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .toLowerCase()
}

/** A keyword is short: what is longer is not looked at. */
const maxLength = 200

const known = new Map<string, KeywordMatch>()
for (const [keyword, byLanguage] of Object.entries(words) as [Keyword, Record<string, readonly string[]>][])
  for (const [language, list] of Object.entries(byLanguage))
    for (const word of list) {
      const phrase = normalizePhrase(word)
      known.set(phrase, { keyword, language: known.has(phrase) ? null : language })
    }

/** What a whole message says; null: it is no keyword. */
export function matchKeyword(text: string, own: OwnPhrases = {}): KeywordMatch | null {
  if (text.length > maxLength) return null
  const phrase = normalizePhrase(text)
  if (phrase === '') return null
  for (const keyword of ['stop', 'start', 'agree'] as const)
    if (own[keyword]?.some((one) => normalizePhrase(one) === phrase)) return { keyword, language: null }
  return known.get(phrase) ?? null
}

/** The texts by which a message may say a keyword: its words, or the title and the payload of a button. */
export function phrasesOf(message: Readonly<Record<string, unknown>>): string[] {
  const at = (value: unknown, ...path: string[]) =>
    path.reduce<unknown>((inner, name) => (inner as Record<string, unknown> | undefined)?.[name], value)
  const matches = [
    at(message, 'text', 'body'),
    at(message, 'button', 'text'),
    at(message, 'button', 'payload'),
    at(message, 'interactive', 'button_reply', 'title'),
    at(message, 'interactive', 'button_reply', 'id'),
    at(message, 'interactive', 'list_reply', 'title'),
  ]
  return matches.filter((text) => typeof text === 'string')
}
