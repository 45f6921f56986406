import { dictionary } from '@zxcvbn-ts/language-common'

/** Passwords of leaked lists, most of which are too short to be chosen here as they are. */
const leaked: ReadonlySet<string> = new Set(dictionary['passwords-common'])
/** Shorter entries of the list are parts of too many good passwords. */
const leastEntry = 4

/**
 * What the passwords of leaked lists are made of: the words that lead them, rows of keys, and what comes with this product.
 * A list of whole passwords would hold few of twelve characters or more; what people do is join and lengthen these.
 */
const words = (
  'password passwort passw0rd contrasena motdepasse senha admin administrator root user guest default changeme letmein welcome ' +
  'login access secret master hello iloveyou ilove love you lovely princess sunshine shadow monkey dragon football baseball ' +
  'basketball soccer hockey superman batman spiderman pokemon starwars trustno michael jordan jennifer jessica ashley daniel ' +
  'charlie thomas george summer winter spring autumn january february march april may june july august september october ' +
  'november december monday friday sunday flower computer internet samsung google facebook apple android whatsapp dawk gateway ' +
  'business company test testing demo sample temp qwerty qwertz azerty asdf zxcv hunter killer ninja cheese cookie banana ' +
  'orange purple blue black white silver golden money dollar freedom whatever nothing something abc xyz the and my is'
).split(' ')
const rows = [
  'abcdefghijklmnopqrstuvwxyz',
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  'qwertzuiop',
  'azertyuiop',
  '1qaz2wsx3edc4rfv',
]

/** How letters are written by other signs. */
const leet: Readonly<Record<string, string>> = {
  '@': 'a',
  '4': 'a',
  '3': 'e',
  '1': 'i',
  '!': 'i',
  '0': 'o',
  $: 's',
  '5': 's',
  '7': 't',
}
const leastLeft = 4
const pieces = [...words, ...rows.flatMap(runsOf)]
  .filter((piece) => piece.length > 1)
  .toSorted((a, b) => b.length - a.length)

/**
 * Whether a password is a leaked one, also respelt, lengthened by digits and signs, repeated or reversed, or little is left
 * of it once common words, rows of keys, repetitions and digits are taken away.
 */
export function isCommonPassword(password: string): boolean {
  const lower = password.normalize('NFKC').toLowerCase()
  return isLeaked(lower) || isJoined(lower)
}

function isLeaked(lower: string): boolean {
  const trimmed = lower.replace(/^[\d\p{P}\p{S}\s]+|[\d\p{P}\p{S}\s]+$/gu, '')
  return [lower, trimmed].some((text) => {
    const variants = [text, respell(text), [...text].toReversed().join('')]
    return variants.some((variant) => leaked.has(variant) || isRepeated(variant))
  })
}

/** One entry of the list, several times over. */
function isRepeated(text: string): boolean {
  for (let length = leastEntry; length <= text.length / 2; length++)
    if (text.length % length === 0 && leaked.has(text.slice(0, length)))
      if (text === text.slice(0, length).repeat(text.length / length)) return true
  return false
}

const respell = (text: string) => [...text].map((sign) => leet[sign] ?? sign).join('')

function isJoined(lower: string): boolean {
  return [lower, lower.replace(/[\d\p{P}\p{S}]+$/u, '')].some((text) => {
    const respelt = respell(text)
    return [text, respelt, text.replaceAll(/\d/g, '')].some((variant) => leftOf(variant) < leastLeft)
  })
}

function leftOf(text: string): number {
  let rest = text
  for (const piece of pieces) rest = rest.replaceAll(piece, ' ')
  return new Set(rest.replaceAll(/[\d\s\p{P}\p{S}]/gu, '')).size
}

/** All stretches of four or more of a row, forwards and backwards. */
function runsOf(row: string): string[] {
  const runs: string[] = []
  for (const text of [row, [...row].toReversed().join('')])
    for (let from = 0; from + 4 <= text.length; from++)
      for (let to = from + 4; to <= text.length; to++) runs.push(text.slice(from, to))
  return runs
}
