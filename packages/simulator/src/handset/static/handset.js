import { bubble } from './bubble.js'
import { element } from './elements.js'
import { summary } from './summary.js'
import { arrange } from './thread.js'

const base = '_simulator'
const byId = (id) => document.getElementById(id)
const shownAtMost = 200
let open

async function getJson(path) {
  const reply = await fetch(`${base}/${path}`)
  if (reply.status === 401) location.reload() // the page asks for the token
  return reply.json()
}

/** Answers may overtake one another: what is older than what the page shows is left out. Calls `paint` with the newest only. */
function newestFirst(paint) {
  let asked = 0
  let shown = 0
  return async (path, ...given) => {
    const turn = ++asked
    const answer = await getJson(path)
    if (turn < shown) return
    shown = turn
    await paint(answer, ...given)
  }
}

const paintThreads = newestFirst(async ({ threads }) => {
  byId('empty').hidden = threads.length > 0
  if (!open && threads[0]) await show(threads[0])
  byId('threads').replaceChildren(...threads.map(threadItem))
})
const showThreads = () => paintThreads('threads')

function threadItem(thread) {
  const name = `${thread.name} ← ${thread.business ?? thread.phoneNumberId}`
  const button = element('button', {
    type: 'button',
    className: 'thread',
    onclick: () => show(thread).then(showThreads),
  })
  button.append(
    element('span', { text: name, dir: 'auto' }),
    element('small', { text: summary(thread.last), dir: 'auto' }),
  )
  const isOpen = open?.user === thread.user && open?.phoneNumberId === thread.phoneNumberId
  button.setAttribute('aria-current', String(isOpen))
  return element('li', { children: [button] })
}

async function show(thread) {
  const isAnother = open?.user !== thread.user || open?.phoneNumberId !== thread.phoneNumberId
  open = thread
  await paintThread(`threads/${thread.phoneNumberId}/${encodeURIComponent(thread.user)}`, thread, isAnother)
}

const paintThread = newestFirst(({ person, messages }, thread, isAnother) => {
  open = { ...thread, person }
  byId('title').textContent = thread.business ?? thread.phoneNumberId
  byId('person').textContent = `as ${person.name}${person.phone ? ` (+${person.phone})` : ''}`
  for (const control of byId('reply').elements) control.disabled = false
  fill(byId('chat'), messages, isAnother)
})

function fill(chat, messages, isAnother) {
  const isAtEnd = isAnother || chat.scrollHeight - chat.scrollTop - chat.clientHeight < 40
  const opened = new Set([...chat.querySelectorAll('details[open]')].map((list) => list.closest('li').id))
  chat.replaceChildren(
    ...arrange(messages)
      .slice(-shownAtMost)
      .map(({ message, ...rest }) => bubble(message, { ...rest, reply: post })),
  )
  for (const id of opened) document.getElementById(id)?.querySelector('details')?.setAttribute('open', '')
  if (!isAtEnd) return
  const toEnd = () => {
    chat.scrollTop = chat.scrollHeight
  }
  toEnd()
  for (const picture of chat.querySelectorAll('img')) picture.onload = toEnd // it has no height before
}

async function send(path, body, headers = {}) {
  const reply = await fetch(`${base}/${path}`, { method: 'POST', headers, body })
  const answer = await reply.json()
  byId('problem').textContent = reply.ok ? '' : (answer.error ?? `The simulator answered ${reply.status}`)
  return reply.ok ? answer : null
}

const write = (message) => send('inbound', JSON.stringify(message), { 'content-type': 'application/json' })

function post(message) {
  const { phone, userId, name, username } = open.person
  return write({ phoneNumberId: open.phoneNumberId, from: phone, userId, username, profile: { name }, ...message })
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
  const stored = await send(`media?${query}`, file)
  if (stored) await post({ type: stored.kind, [stored.kind]: { id: stored.id } })
}

/** A person who has not written yet chooses whom to write to. */
byId('begin').ontoggle = async ({ target }) => {
  if (!target.open) return
  const { numbers } = await getJson('numbers')
  const options = numbers.map((number) =>
    element('option', { value: number.phoneNumberId, text: `${number.verifiedName} (${number.displayPhoneNumber})` }),
  )
  byId('business').replaceChildren(...options)
}

byId('new').onsubmit = async (event) => {
  event.preventDefault()
  const { business, from, name, first } = Object.fromEntries(new FormData(event.target))
  const digits = from.replace(/\D/g, '')
  const profile = name ? { profile: { name } } : {}
  const written = await write({
    phoneNumberId: business,
    from: digits,
    type: 'text',
    text: { body: first },
    ...profile,
  })
  if (!written) return
  event.target.reset()
  byId('begin').open = false
  const { threads } = await getJson('threads')
  const begun = threads.find(({ last }) => last.wamid === written.wamid)
  if (begun) await show(begun)
  await showThreads()
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
