const maxWords = 8
const maxWordLength = 64

/** The words by which a name is found: lower-case, without accents, each once. */
export function nameWords(name: string): string[] {
  const plain = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  const words = plain.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '')
  return [...new Set(words.map((word) => [...word].slice(0, maxWordLength).join('')))].slice(0, maxWords)
}

/** A name as it is compared with others: composed, and in lower case. */
export const nameKey = (name: string): string => name.normalize('NFC').toLowerCase()
