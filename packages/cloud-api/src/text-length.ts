/** The length of a text in characters as Meta counts them: Unicode code points. Takes no memory, however long the text is. */
export function lengthOf(text: string): number {
  let length = text.length
  for (let at = 0; at + 1 < text.length; at++)
    if (isHighHalf(text.charCodeAt(at)) && isLowHalf(text.charCodeAt(at + 1))) {
      length--
      at++
    }
  return length
}

const isHighHalf = (code: number) => code >= 0xd800 && code <= 0xdbff
const isLowHalf = (code: number) => code >= 0xdc00 && code <= 0xdfff
