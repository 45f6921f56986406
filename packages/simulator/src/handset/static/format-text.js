/* WhatsApp's own formatting, as a tree that the page turns into elements: text only ever enters the page as text. */

const pattern =
  /```([\s\S]+?)```|`([^`\n]+)`|(https?:\/\/[^\s<>]+)|(?<![\p{L}\p{N}])([*_~])(?=\S)([^\n]*?\S)\4(?![\p{L}\p{N}])/gu
const tags = { '*': 'strong', _: 'em', '~': 's' }

/** `{tag, children}` for what is formatted, `{tag: 'a', href}` for links, plain strings for the rest. */
function formatInline(text) {
  const parts = []
  let from = 0
  for (const match of text.matchAll(pattern)) {
    const [whole, block, code, link, mark, inner] = match
    if (match.index > from) parts.push(text.slice(from, match.index))
    from = match.index + whole.length
    if (link) {
      const href = link.replace(/[.,;:!?'")\]]+$/, '')
      parts.push({ tag: 'a', href, children: [href] })
      if (href.length < link.length) parts.push(link.slice(href.length))
    } else if (mark) parts.push({ tag: tags[mark], children: formatInline(inner) })
    else parts.push({ tag: 'code', children: [block ?? code] })
  }
  if (from < text.length) parts.push(text.slice(from))
  return parts
}

/** Lines that quote or list are parts of their own; everything else is one run of text. */
export function formatText(text) {
  return splitRuns(String(text ?? '')).flatMap(({ kind, lines }) => {
    if (kind === 'quote') return [{ tag: 'blockquote', children: formatInline(lines.join('\n')) }]
    if (kind === 'item')
      return [{ tag: 'ul', children: lines.map((line) => ({ tag: 'li', children: formatInline(line) })) }]
    return formatInline(lines.join('\n'))
  })
}

function splitRuns(text) {
  const runs = []
  let isCode = false
  for (const line of text.split('\n')) {
    const [, mark, rest] = isCode ? [] : (/^(> |[-*] )(.*)$/.exec(line) ?? [])
    if ((line.split('```').length - 1) % 2 === 1) isCode = !isCode
    const kind = mark === undefined ? 'text' : mark === '> ' ? 'quote' : 'item'
    const last = runs.at(-1)
    if (last?.kind === kind) last.lines.push(rest ?? line)
    else runs.push({ kind, lines: [rest ?? line] })
  }
  return runs
}
