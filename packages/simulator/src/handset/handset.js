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
    content?.body?.text ??
    content?.body ??
    content?.caption ??
    content?.text ??
    content?.emoji ??
    type
  )
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
  open = thread
  const { person, messages } = await getJson(`threads/${thread.phoneNumberId}/${thread.user}`)
  open = { ...thread, person }
  byId('title').textContent = thread.business ?? thread.phoneNumberId
  byId('chat').replaceChildren(...messages.slice(-200).map(bubble))
  byId('chat').scrollTop = byId('chat').scrollHeight
  for (const control of byId('reply').elements) control.disabled = false
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

function parts({ type, content, rendered, context }) {
  const shown =
    rendered ??
    (type === 'interactive' && content?.body
      ? { header: content.header, body: content.body.text, footer: content.footer?.text }
      : undefined)
  const nodes = context ? [element('span', { className: 'soft', text: '↩ reply' })] : []
  if (shown?.header?.type === 'text') nodes.push(element('strong', { text: `${shown.header.text}\n` }))
  else if (shown?.header) nodes.push(element('span', { className: 'media', text: shown.header.type }))
  if (shown)
    return [
      ...nodes,
      element('span', { text: shown.body }),
      ...(shown.footer ? [element('span', { className: 'soft', text: shown.footer })] : []),
    ]
  if (type === 'text') return [...nodes, element('span', { text: content.body })]
  const reply = content?.button_reply ?? content?.list_reply
  if (reply || type === 'button') return [...nodes, element('span', { text: reply?.title ?? content?.text })]
  if (type === 'reaction') return [...nodes, element('span', { text: content?.emoji || 'reaction removed' })]
  const caption = content?.caption ?? content?.name ?? content?.filename ?? ''
  return [...nodes, element('span', { className: 'media', text: type }), element('span', { text: caption })]
}

function buttons(message) {
  const { content, rendered, direction, wamid } = message
  if (direction === 'in') return []
  const tap = (text, reply) => element('button', { text, onclick: () => post({ ...reply, context: { id: wamid } }) })
  const replyTo = (kind, chosen) => ({ type: 'interactive', interactive: { type: kind, [kind]: chosen } })
  const rows = (content?.action?.sections ?? []).flatMap((section) => section.rows ?? [])
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
    ...rows.map(({ id, title, description }) => tap(title, replyTo('list_reply', { id, title, description }))),
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
