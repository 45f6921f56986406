import { actionNodes, cardActions } from './actions.js'
import { element, formatted } from './elements.js'
import { contactNodes, headerNode, locationNode, mediaKinds, mediaNode } from './media.js'
import { repliedWith, summary } from './summary.js'

const ticks = { accepted: '🕓', sent: '✓', delivered: '✓✓', read: '✓✓', failed: '⚠' }

/** The phone is the person's: what they wrote stands at the end of the line, what the business sent at its start. */
export function bubble(message, { quoted, reactions, reply }) {
  const isMine = message.direction === 'in'
  const node = element('li', { className: isMine ? 'bubble mine' : 'bubble', id: `m-${message.wamid}` })
  const actions = isMine ? [] : actionNodes(message, reply)
  node.append(...quote(message, quoted), ...parts(message, reply), statusLine(message), ...actions)
  if (reactions.length > 0)
    node.append(element('span', { className: 'reactions', title: 'Reactions', text: reactions.join(' ') }))
  return node
}

function statusLine(message) {
  const status = message.direction === 'in' ? (message.status ?? 'delivered') : message.status
  const time = new Date(message.at).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' })
  const title = message.error ? ` ${message.error.code} ${message.error.title}` : ''
  return element('span', { className: `meta ${status}`, text: `${time} ${ticks[status] ?? ''}${title}` })
}

/** What is answered to; of a message that is not kept only that it was an answer. */
function quote({ context }, quoted) {
  if (context?.forwarded || context?.frequently_forwarded)
    return [element('span', { className: 'soft', text: '↪ Forwarded' })]
  if (!context) return []
  if (!quoted) return [element('span', { className: 'quote', text: '↩ an earlier message' })]
  const open = () =>
    document.getElementById(`m-${quoted.wamid}`)?.scrollIntoView({ block: 'center', behavior: 'smooth' })
  return [
    element('button', {
      type: 'button',
      className: quoted.direction === 'in' ? 'quote mine' : 'quote',
      onclick: open,
      children: [
        element('strong', { text: quoted.direction === 'in' ? 'You' : 'Business' }),
        element('span', { text: String(summary(quoted)).slice(0, 120), dir: 'auto' }),
      ],
    }),
  ]
}

function parts(message, reply) {
  const { type, content, rendered, wamid } = message
  if (rendered)
    return [
      ...templateParts(message),
      ...carousel(
        rendered.cards?.map((card, at) => filledCard(card, content, at)),
        wamid,
        reply,
      ),
    ]
  const shown =
    repliedWith(content)?.title ?? (type === 'button' ? content?.text : undefined) ?? content?.nfm_reply?.body
  if (shown !== undefined) return [formatted(shown)]
  switch (type) {
    case 'interactive':
      return [
        ...headerNode(content?.header),
        ...(content?.body ? [formatted(content.body.text)] : []),
        ...(content?.footer ? [element('span', { className: 'soft', text: content.footer.text, dir: 'auto' })] : []),
        ...carousel(content?.action?.cards, wamid, reply),
      ]
    case 'text':
      return [formatted(content?.body)]
    case 'reaction':
      return [element('span', { text: content?.emoji || 'Reaction removed' })]
    case 'location':
      return [locationNode(content)]
    case 'contacts':
      return contactNodes(content)
    case 'system':
      return [element('span', { className: 'soft', text: content?.body ?? 'system' })]
    default:
      if (!mediaKinds.includes(type)) return [element('span', { className: 'media', text: type })]
      return [mediaNode(type, content), ...(content?.caption ? [formatted(content.caption)] : [])]
  }
}

function templateParts({ rendered, content }) {
  const sent = (content?.components ?? []).find?.((one) => one.type?.toLowerCase() === 'header')
  const kind = rendered.header?.type?.toLowerCase()
  const header =
    kind && kind !== 'text'
      ? { type: kind, [kind]: rendered.header[kind] ?? sent?.parameters?.[0]?.[kind] }
      : rendered.header
  return [
    ...headerNode(header),
    ...(rendered.offer
      ? [element('span', { className: 'soft', text: `⏳ ${rendered.offer.text ?? 'Limited offer'}` })]
      : []),
    ...(rendered.body === undefined ? [] : [formatted(rendered.body)]),
    ...(rendered.footer ? [element('span', { className: 'soft', text: rendered.footer, dir: 'auto' })] : []),
  ]
}

const filledCard = (card) => ({ header: card.header, body: { text: card.body }, buttons: card.buttons ?? [] })

function carousel(cards, wamid, reply) {
  if (!cards) return []
  const tap = (text, message) =>
    element('button', { type: 'button', text, onclick: () => reply({ ...message, context: { id: wamid } }) })
  const shown = cards.map((card) =>
    element('div', {
      className: 'card',
      children: [
        ...headerNode(card.header),
        ...(card.body?.text ? [formatted(card.body.text)] : []),
        ...cardActions(card, tap),
      ],
    }),
  )
  return [element('div', { className: 'carousel', tabIndex: 0, role: 'group', ariaLabel: 'Cards', children: shown })]
}
