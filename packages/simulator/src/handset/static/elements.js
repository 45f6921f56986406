import { formatText } from './format-text.js'

/** Text only ever enters the page as text. */
export function element(tag, { text, className, onclick, children = [], ...rest } = {}) {
  const node = document.createElement(tag)
  if (text !== undefined) node.textContent = text
  if (className) node.className = className
  if (onclick) node.onclick = onclick
  node.append(...children)
  return Object.assign(node, rest)
}

/** A text as WhatsApp shows it; each line runs in the direction of its own letters. */
export const formatted = (text) => element('span', { className: 'text', children: formatText(text).map(toNode) })

function toNode(part) {
  if (typeof part === 'string') return document.createTextNode(part)
  const node = element(part.tag, { children: part.children.map(toNode) })
  if (part.tag === 'a') Object.assign(node, { href: part.href, target: '_blank', rel: 'noreferrer', className: 'link' })
  return node
}

/** Only addresses of the web are followed; anything else is shown and leads nowhere. */
export function linkTo(href, text, className) {
  if (!/^(https?|tel):/.test(href ?? '')) return element('span', { className, text })
  return element('a', { className, href, text, target: '_blank', rel: 'noreferrer' })
}
