/** What the API refused. `fields` are the members of the body that it names. */
class Refusal extends Error {
  constructor(status, { detail, errors = [] }, retryAfterSeconds) {
    super([wording(status, detail, retryAfterSeconds), ...errors.map(toSentence)].filter(Boolean).join('\n'))
    this.status = status
    this.detail = detail ?? ''
    this.fields = errors.map(({ path }) => path)
  }
}

const names = { password: 'The password', name: 'Your name', email: 'The e-mail address', code: 'The code' }
const toSentence = ({ path, detail }) => `${names[path] ?? path} ${detail}.`

function wording(status, detail, retryAfterSeconds) {
  if (status === 400) return '' // the fields say it
  if (status === 429) return `Too many attempts. Try again in ${minutes(retryAfterSeconds)}.`
  if (status >= 500) return 'The server cannot do this at present. Try again in a moment.'
  return detail
}

function minutes(seconds) {
  const count = Math.max(1, Math.ceil(seconds / 60))
  return count === 1 ? 'a minute' : `${count} minutes`
}

/** Calls the native API as this page, with its cookie. @throws Refusal */
export async function post(path, body) {
  const headers = { 'content-type': 'application/json' }
  const reply = await fetch(`/v1${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
  if (reply.status === 204) return { status: 204, body: null }
  const answer = await reply.json().catch(() => ({}))
  if (!reply.ok) throw new Refusal(reply.status, answer, Number(reply.headers.get('retry-after')))
  return { status: reply.status, body: answer }
}
