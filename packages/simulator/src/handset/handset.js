const base = '_simulator'
const byId = (id) => document.getElementById(id)
const ticks = { accepted: '🕓', sent: '✓', delivered: '✓✓', read: '✓✓', failed: '⚠' }
let open

const getJson = async (path) => (await fetch(`${base}/${path}`)).json()

/** Text only ever enters the page as text. */
function element(tag, { text, className, onclick, ...rest } = {}) {
  const node = document.createElement(tag)
  if (text !== undefined) node.textContent = text
  if (className) node.className = className
  if (onclick) node.onclick = onclick
  return Object.assign(node, rest)
}

function summary({ type, content, rendered }) {
  return (
    rendered?.body ??
    repliedWith(content)?.title ??
    content?.body?.text ??
    content?.body ??
    content?.caption ??
    content?.text ??
    content?.emoji ??
    describe(type, content) ??
    type
  )
}

const repliedWith = (content) => content?.button_reply ?? content?.list_reply

/** What the placeholder of a place or of contact cards says below its kind. */
function describe(type, content) {
  if (type === 'contacts')
    return [content]
      .flat()
      .map((card) => card?.name?.formatted_name)
      .join(', ')
  if (type !== 'location') return undefined
  return [content?.name, content?.address].filter(Boolean).join('\n') || `${content?.latitude}, ${content?.longitude}`
}

async function showThreads() {
  const { threads } = await getJson('threads')
  byId('empty').hidden = threads.length > 0
  byId('threads').replaceChildren(...threads.map(threadItem))
  if (!open && threads[0]) await show(threads[0])
}

function threadItem(thread) {
  const button = element('button', {
    className: 'thread',
    onclick: () => show(thread),
    text: `${thread.name} ← ${thread.business ?? thread.phoneNumberId}`,
  })
  button.append(element('small', { text: String(summary(thread.last)) }))
  button.setAttribute(
    'aria-current',
    String(open?.user === thread.user && open?.phoneNumberId === thread.phoneNumberId),
  )
  const item = element('li')
  item.append(button)
  return item
}

async function show(thread) {
  const isAnother = open?.user !== thread.user || open?.phoneNumberId !== thread.phoneNumberId
  open = thread
  const { person, messages } = await getJson(`threads/${thread.phoneNumberId}/${thread.user}`)
  open = { ...thread, person }
  byId('title').textContent = thread.business ?? thread.phoneNumberId
  for (const control of byId('reply').elements) control.disabled = false
  const chat = byId('chat')
  const isAtEnd = isAnother || chat.scrollHeight - chat.scrollTop - chat.clientHeight < 40
  chat.replaceChildren(...messages.slice(-200).map(bubble))
  if (!isAtEnd) return
  const toEnd = () => {
    chat.scrollTop = chat.scrollHeight
  }
  toEnd()
  for (const picture of chat.querySelectorAll('img')) picture.onload = toEnd // it has no height before
}

/** The phone is the person's: what they wrote stands right, what the business sent stands left. */
function bubble(message) {
  const node = element('li', { className: message.direction === 'in' ? 'bubble mine' : 'bubble' })
  node.append(...parts(message), ...buttons(message))
  const status = message.direction === 'in' ? (message.status ?? 'delivered') : message.status
  const time = new Date(message.at).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' })
  const title = message.error ? ` ${message.error.code} ${message.error.title}` : ''
  node.append(element('span', { className: `meta ${status}`, text: `${time} ${ticks[status] ?? ''}${title}` }))
  return node
}

const mediaKinds = ['image', 'video', 'audio', 'document', 'sticker']

/** Files of the simulator are shown; what a link points at is only linked, since nothing is loaded from elsewhere. */
function mediaNode(kind, media) {
  if (!media?.id) return linkNode(media?.link, media?.filename ?? kind)
  const src = `${base}/media/${encodeURIComponent(media.id)}`
  if (kind === 'image' || kind === 'sticker')
    return element('img', { src, alt: media.caption ?? kind, className: `picture ${kind}` })
  if (kind === 'audio') return element('audio', { src, controls: true, preload: 'none' })
  if (kind === 'video') return element('video', { src, controls: true, preload: 'metadata', className: 'picture' })
  return element('a', {
    className: 'media',
    href: src,
    text: media.filename ?? 'document',
    download: media.filename ?? '',
  })
}

function linkNode(link, text) {
  if (!/^https?:/.test(link ?? '')) return element('span', { className: 'media', text })
  return element('a', { className: 'media', href: link, text, target: '_blank', rel: 'noreferrer' })
}

/** The media of a header: as sent, since a rendered template only knows its kind. */
function headerMedia({ type, content }, shown) {
  const kind = shown.header.type?.toLowerCase()
  if (!mediaKinds.includes(kind)) return element('span', { className: 'media', text: shown.header.type })
  const header = content?.components?.find((component) => component.type?.toLowerCase() === 'header')
  const given = type === 'template' ? header?.parameters?.[0]?.[kind] : shown.header[kind]
  return mediaNode(kind, given)
}

function parts({ type, content, rendered, context }) {
  const shown =
    rendered ??
    (type === 'interactive' && content?.body
      ? { header: content.header, body: content.body.text, footer: content.footer?.text }
      : undefined)
  const nodes = context ? [element('span', { className: 'soft', text: '↩ reply' })] : []
  if (shown?.header?.type === 'text') nodes.push(element('strong', { text: `${shown.header.text}\n` }))
  else if (shown?.header) nodes.push(headerMedia({ type, content }, shown))
  if (shown)
    return [
      ...nodes,
      element('span', { text: shown.body }),
      ...(shown.footer ? [element('span', { className: 'soft', text: shown.footer })] : []),
    ]
  if (type === 'text') return [...nodes, element('span', { text: content.body })]
  const reply = repliedWith(content)
  if (reply || type === 'button') return [...nodes, element('span', { text: reply?.title ?? content?.text })]
  if (type === 'reaction') return [...nodes, element('span', { text: content?.emoji || 'reaction removed' })]
  const caption = describe(type, content) ?? content?.caption ?? content?.filename ?? ''
  const thing = mediaKinds.includes(type)
    ? mediaNode(type, content)
    : element('span', { className: 'media', text: type })
  return [...nodes, thing, element('span', { text: type === 'document' ? (content?.caption ?? '') : caption })]
}

function buttons(message) {
  const { content, rendered, direction, wamid } = message
  if (direction === 'in') return []
  const tap = (text, reply) => element('button', { text, onclick: () => post({ ...reply, context: { id: wamid } }) })
  const replyTo = (kind, chosen) => ({ type: 'interactive', interactive: { type: kind, [kind]: chosen } })
  const row = ({ id, title, description }) => {
    const button = tap(title, replyTo('list_reply', { id, title, description }))
    if (description) button.append(element('small', { text: description }))
    return button
  }
  const sections = (content?.action?.sections ?? []).flatMap(({ title, rows = [] }) => [
    ...(title ? [element('span', { className: 'soft section', text: title })] : []),
    ...rows.map(row),
  ])
  return [
    ...(rendered?.buttons ?? []).map((button) =>
      button.url
        ? element('a', {
            text: button.text,
            href: /^https?:/.test(button.url) ? button.url : '#',
            target: '_blank',
            rel: 'noreferrer',
          })
        : tap(button.text, { type: 'button', button: { text: button.text, payload: button.payload ?? button.text } }),
    ),
    ...(content?.action?.buttons ?? []).map(({ reply }) => tap(reply.title, replyTo('button_reply', reply))),
    ...sections,
  ]
}

async function post(message) {
  const { phone, userId, name, username } = open.person
  const body = { phoneNumberId: open.phoneNumberId, from: phone, userId, username, profile: { name }, ...message }
  await fetch(`${base}/inbound`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
}

byId('reply').onsubmit = async (event) => {
  event.preventDefault()
  const body = byId('text').value.trim()
  if (!body) return
  byId('text').value = ''
  await post({ type: 'text', text: { body } })
}

byId('file').onchange = async ({ target }) => {
  const [file] = target.files
  if (!file) return
  target.value = ''
  const query = new URLSearchParams({ phoneNumberId: open.phoneNumberId, mimeType: file.type, filename: file.name })
  const reply = await fetch(`${base}/media?${query}`, { method: 'POST', body: file })
  const { id, kind, error } = await reply.json()
  byId('problem').textContent = error ?? ''
  if (id) await post({ type: kind, [kind]: { id } })
}

/** Many events at once cost one look at the server. */
let refreshing
function refresh() {
  if (refreshing) return
  refreshing = setTimeout(async () => {
    refreshing = undefined
    if (open) await show(open)
    await showThreads()
  }, 100)
}

const events = new EventSource(`${base}/events`)
events.onmessage = refresh
events.onopen = refresh
