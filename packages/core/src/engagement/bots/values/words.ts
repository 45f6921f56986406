import { normalizePhrase } from '../../consent/signals/keywords.ts'

/** The zeros of digits that people of India, Bangladesh, Nepal and the Arab countries write. */
const zeros = [0x0660, 0x06f0, 0x0966, 0x09e6, 0x0a66, 0x0ae6, 0x0b66, 0x0be6, 0x0c66, 0x0ce6, 0x0d66]

/** Digits of other scripts as ASCII. */
export const toAsciiDigits = (text: string): string =>
  text.replaceAll(/\p{Nd}/gu, (digit) => {
    const code = digit.codePointAt(0) ?? 0
    const zero = zeros.find((first) => code >= first && code < first + 10)
    return zero === undefined ? digit : String(code - zero)
  })

/** The form in which what people write is compared: without case, accents of Latin letters, punctuation and emoji, digits as ASCII. */
export const normalizeText = (text: string): string => normalizePhrase(toAsciiDigits(text.normalize('NFKC')))

export const wordsOf = (text: string): string[] => normalizeText(text).split(' ').filter(Boolean)

/** Whether two words differ by at most one letter that was added, left out or replaced. */
export function isNear(one: string, other: string): boolean {
  const [short, long] = one.length <= other.length ? [one, other] : [other, one]
  if (long.length - short.length > 1) return false
  let at = 0
  while (at < short.length && short[at] === long[at]) at += 1
  return short.length === long.length
    ? short.slice(at + 1) === long.slice(at + 1)
    : short.slice(at) === long.slice(at + 1)
}

const yes = [
  'yes',
  'y',
  'yeah',
  'yep',
  'ok',
  'okay',
  'sure',
  'haan',
  'ha',
  'ji',
  'हाँ',
  'हां',
  'जी',
  'si',
  'sí',
  'sim',
  'oui',
  'ja',
  'ya',
  '1',
]
const no = ['no', 'n', 'nope', 'nahi', 'nahin', 'नहीं', 'ना', 'nao', 'não', 'non', 'nein', 'tidak', '2']
const yesWords = new Set(yes.map(normalizeText))
const noWords = new Set(no.map(normalizeText))

/** Null: it says neither. */
export function readYesNo(text: string): boolean | null {
  const said = normalizeText(text)
  if (yesWords.has(said)) return true
  return noWords.has(said) ? false : null
}
