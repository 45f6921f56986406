// The steps call the API as any client does.
import { element, onSubmit, run, value } from './form.js'

let key = ''

async function call(method, path, body) {
  const headers = {
    ...(key && { authorization: `Bearer ${key}` }),
    ...(body && { 'content-type': 'application/json' }),
  }
  const reply = await fetch(path, { method, headers, ...(body && { body: JSON.stringify(body) }) })
  const answer = await reply.json()
  if (answer.success) return answer.data
  throw new Error(
    [answer.error, ...(answer.details ?? []).map(({ field, message }) => `${field}: ${message}`)].join('\n'),
  )
}

async function useKey() {
  const { name, plan, byocConfigured } = await call('GET', '/auth/me')
  return `${name}, plan ${plan}. ${byocConfigured ? 'A number is connected.' : 'No number of your own yet: the sandbox number sends.'}`
}

onSubmit('key', () => {
  key = value('apiKey')
  return useKey()
})

element('register').addEventListener('click', () =>
  run(element('key'), element('register'), async () => {
    const made = await call('POST', '/auth/register', { name: value('name'), email: value('email') })
    key = made.apiKey
    element('apiKey').value = key
    return `Your key, shown once: ${key}\nKeep it in WHATSAPI_KEY.\n${await useKey()}`
  }),
)

onSubmit('credentials', async () => {
  const body = { whatsappAccessToken: value('token'), whatsappPhoneNumberId: value('phoneNumberId') }
  const { whatsappPhoneNumberId } = await call('PUT', '/auth/me/credentials', body)
  return `Saved for the number ${whatsappPhoneNumberId}.`
})

onSubmit('verify', async () => {
  const { displayPhoneNumber, verifiedName, whatsappPhoneNumberId } = await call('POST', '/auth/me/credentials/verify')
  return `Meta knows it: ${displayPhoneNumber ?? whatsappPhoneNumberId} ${verifiedName ?? ''}`
})

const pollMs = 700
const polls = 25

onSubmit('message', async (show) => {
  const template = { name: 'hello_world', language: 'en_US' }
  const { id } = await call('POST', '/send-message', { to: value('to'), template })
  for (let poll = 0; poll < polls; poll++) {
    const { status, errorMessage } = await call('GET', `/messages/${id}`)
    if (status === 'failed') throw new Error(`failed: ${errorMessage}`)
    if (status === 'delivered' || status === 'read') return `${status}: ${id}`
    show(`${status}: ${id}`)
    await new Promise((resolve) => setTimeout(resolve, pollMs))
  }
  return `On its way. Ask again later: GET /messages/${id}`
})

onSubmit('webhook', async () => {
  const { webhookUrl, signingSecret } = await call('PUT', '/auth/me/webhook', { url: value('url') })
  return `Saved: ${webhookUrl}${signingSecret ? `\nSigning secret, shown once: ${signingSecret}` : ''}`
})
