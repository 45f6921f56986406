const longestTerm = 64
/** Of one message: a text of WhatsApp has 4,096 characters. */
const mostTerms = 1000
/** Of one search. */
const mostAsked = 8

const termsOf = (text: string): string[] =>
  (
    text
      .normalize('NFC')
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
  ).map((term) => [...term].slice(0, longestTerm).join(''))

/** No word of anybody's, for it has a sign that words have not. */
const accountTerm = (accountId: string) => `a:${accountId}`

/** The words by which a message is found. */
export const wordsOf = (accountId: string, text: string): string[] => [
  accountTerm(accountId),
  ...new Set(termsOf(text).slice(0, mostTerms)),
]

/** A query that wants every word, or its beginning; null: there is no word in it. Terms are letters and digits, so nothing is to be quoted. */
export function queryOf(accountId: string, text: string): string | null {
  const terms = [...new Set(termsOf(text))].slice(0, mostAsked)
  if (terms.length === 0) return null
  return [`'${accountTerm(accountId)}'`, ...terms.map((term) => `'${term}':*`)].join(' & ')
}
