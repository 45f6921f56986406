import assert from 'node:assert/strict'
import { type SimulatorControl, simulatorControl } from '../flow/simulator-control.ts'
import { type Reply, type RunningGateway, startGateway } from './gateway.ts'
import { checked } from './native.ts'
import { until } from './processes.ts'

const password = 'correct horse battery staple'

type Call = RunningGateway['call']

/** Somebody who has signed in, with what calls the API as their browser does. */
interface Colleague {
  id: string
  cookie: string
  call: Call
}

/** A gateway with people who write, and colleagues who answer. */
export interface InboxTeam {
  gateway: RunningGateway
  control: SimulatorControl
  call: Call
  join(role: string): Promise<Colleague>
  /** A new person writes; the conversation as it stands then. */
  // biome-ignore lint/suspicious/noExplicitAny: bodies have many shapes
  hears(body: string, from?: string): Promise<any>
  freshPhone(): string
  // biome-ignore lint/suspicious/noExplicitAny: bodies have many shapes
  conversation(id: string, is: (found: any) => boolean): Promise<any>
}

export async function startInboxTeam(): Promise<InboxTeam> {
  const gateway = await startGateway(null)
  const call = await checked(gateway)
  const control = simulatorControl(gateway.simulatorUrl)
  let people = 0
  let phone = 1_555_700_0000
  const freshPhone = () => String(++phone)
  return {
    gateway,
    control,
    call,
    freshPhone,
    async join(role) {
      const email = `colleague${++people}@example.com`
      const invited = await call('POST', '/v1/invitations', { email, role })
      const given = { token: invited.body.token, name: `Colleague ${people}`, password }
      const accepted = await call('POST', '/v1/invitations/accept', given, { authorization: '' })
      assert.equal(accepted.status, 201, JSON.stringify(accepted.body))
      const cookie = cookieOf(accepted)
      const headers = { authorization: '', cookie, 'sec-fetch-site': 'same-origin' }
      return {
        id: accepted.body.member.id,
        cookie,
        call: (method, path, body, more) => call(method, path, body, { ...headers, ...more }),
      }
    },
    async hears(body, from = freshPhone()) {
      const { phoneNumberId } = gateway
      await control.inbound({ phoneNumberId, from, profile: { name: 'Asha' }, type: 'text', text: { body } })
      return until(`the conversation of ${from}`, async () => {
        const { data } = (await call('GET', `/v1/conversations?search=${from}`)).body
        return data[0]?.lastMessage?.preview === body && data[0]
      })
    },
    conversation: (id, is) =>
      until(`the conversation ${id}`, async () => {
        const { body } = await call('GET', `/v1/conversations/${id}`)
        return is(body) && body
      }),
  }
}

const cookieOf = ({ headers }: Reply): string => headers.getSetCookie()[0]?.split(';')[0] ?? ''
