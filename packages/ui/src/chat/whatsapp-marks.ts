/** A stretch of a message, as WhatsApp shows it. */
export interface Mark {
  kind: 'text' | 'bold' | 'italic' | 'struck' | 'code' | 'link'
  text: string
}

/** Backquotes before all else: inside of them nothing is a mark. A mark opens and closes at a word's edge, on one line. */
const pattern =
  /```(?<block>[^`]+)```|`(?<code>[^`\n]+)`|(?<link>https?:\/\/[^\s<>"']+[^\s<>"'.,:;!?)\]])|(?<![\p{L}\p{N}*])\*(?<bold>[^\s*](?:[^*\n]*[^\s*])?)\*(?![\p{L}\p{N}*])|(?<![\p{L}\p{N}_])_(?<italic>[^\s_](?:[^_\n]*[^\s_])?)_(?![\p{L}\p{N}_])|(?<![\p{L}\p{N}~])~(?<struck>[^\s~](?:[^~\n]*[^\s~])?)~(?![\p{L}\p{N}~])/gu

const longestMarked = 8192

/** Linear in the length of the text; what is longer than any message is shown plainly. */
export function readMarks(text: string): Mark[] {
  if (text.length > longestMarked) return [{ kind: 'text', text }]
  const marks: Mark[] = []
  let at = 0
  for (const match of text.matchAll(pattern)) {
    if (match.index > at) marks.push({ kind: 'text', text: text.slice(at, match.index) })
    marks.push(toMark(match.groups ?? {}))
    at = match.index + match[0].length
  }
  if (at < text.length) marks.push({ kind: 'text', text: text.slice(at) })
  return marks
}

function toMark({ block, code, link, bold, italic, struck }: Record<string, string | undefined>): Mark {
  if (block !== undefined || code !== undefined) return { kind: 'code', text: block ?? code ?? '' }
  if (link !== undefined) return { kind: 'link', text: link }
  if (bold !== undefined) return { kind: 'bold', text: bold }
  if (italic !== undefined) return { kind: 'italic', text: italic }
  return { kind: 'struck', text: struck ?? '' }
}
