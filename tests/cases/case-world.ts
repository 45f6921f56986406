import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { Reply, RunningGateway } from '../support/gateway.ts'
import type { Meta } from '../support/meta.ts'
import { until } from '../support/processes.ts'

/** What stands in the files, and is replaced by what the number of a case has. */
const inFiles = { phoneNumberId: '116517777596865', wabaId: '234391025430677', digits: '15558427498' }

export type CaseWorld = Awaited<ReturnType<typeof openCase>>

/** An account of its own with a number at Meta, which hears webhooks that are posted from files. */
export async function openCase(gateway: RunningGateway, meta: Meta) {
  const number = await meta.newNumber({ registered: true, callbackUrl: `${gateway.url}/webhooks/whatsapp` })
  const given = { name: 'Case', email: `case${number.phoneNumberId}@example.com`, plan: 'enterprise' }
  const made = await gateway.operate('create-account', given)
  const headers = { authorization: `Bearer ${/sk_live_\w+/.exec(made)?.[0]}` }
  const call = (method: string, path: string, sent?: unknown): Promise<Reply> =>
    gateway.call(method, path, sent, headers)
  const credentials = { whatsappAccessToken: number.accessToken, whatsappPhoneNumberId: number.phoneNumberId }
  assert.equal((await call('PUT', '/auth/me/credentials', credentials)).status, 200)
  const verified = await call('POST', '/auth/me/credentials/verify')
  assert.equal(verified.status, 200, JSON.stringify(verified.body))

  const all = async (path: string) => (await call('GET', `${path}${path.includes('?') ? '&' : '?'}limit=100`)).body.data

  return {
    call,
    number,
    /** Posts files in their order, signed as Meta does, with the texts replaced. */
    async post(names: readonly string[], replaced: Readonly<Record<string, string>> = {}): Promise<void> {
      for (const name of names) {
        const raw = replaceAll(await readFile(new URL(`inbound/${name}.json`, import.meta.url), 'utf8'), {
          [inFiles.phoneNumberId]: number.phoneNumberId,
          [inFiles.wabaId]: number.wabaId,
          [inFiles.digits]: number.displayPhoneNumber.replaceAll(/\D/g, ''),
          ...replaced,
        })
        const signature = `sha256=${createHmac('sha256', meta.appSecret).update(raw).digest('hex')}`
        const reply = await fetch(`${gateway.url}/webhooks/whatsapp`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', 'x-hub-signature-256': signature },
          body: raw,
        })
        assert.equal(reply.status, 200, name)
      }
    },
    /** One message that Meta has taken; of it a status can be told. */
    async sent(to = '15550000007'): Promise<{ id: string; wamid: string }> {
      const accepted = await call('POST', '/v1/messages', { to, type: 'text', text: { body: 'hello' } })
      assert.equal(accepted.status, 202, JSON.stringify(accepted.body))
      const { id } = accepted.body
      const wamid = await until('it left', async () => (await call('GET', `/v1/messages/${id}`)).body.wamid)
      return { id, wamid }
    },
    message: async (named: string) => (await call('GET', `/v1/messages/${named}`)).body,
    messages: () => all('/v1/messages'),
    contacts: () => all('/v1/contacts'),
    conversations: () => all('/v1/conversations'),
    /** Oldest first. */
    events: (type: string) => all(`/v1/events?type=${type}`),
  }
}

const replaceAll = (text: string, replaced: Readonly<Record<string, string>>) =>
  Object.entries(replaced).reduce((done, [from, to]) => done.replaceAll(from, to), text)
