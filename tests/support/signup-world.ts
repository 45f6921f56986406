import { type GatewayProcess, type Reply, type RunningGateway, startGateway, startGatewayProcess } from './gateway.ts'
import { type BusinessNumber, type Meta, startMeta } from './meta.ts'
import { checked } from './native.ts'

// biome-ignore lint/suspicious/noExplicitAny: looked into by name
export type Body = any

const nodeFields = 'status,platform_type,is_pin_enabled,is_on_biz_app'

type Headers = Record<string, string>

/** A gateway with the operator's app at a Meta of its own, where numbers can be signed up. */
export interface SignupWorld<Gateway extends RunningGateway = RunningGateway> {
  meta: Meta
  gateway: Gateway
  /** Each answer is held against the document. */
  call: RunningGateway['call']
  signUp(body: object, headers?: Headers): Promise<Reply>
  /** With a new code; `grant` is what it stands for, `change` what is different in the request. */
  signUpWith(number: BusinessNumber, grant?: object, change?: object, headers?: Headers): Promise<Reply>
  /** Of a new number that lives in the phone app. */
  inPhoneApp(change?: object): Promise<BusinessNumber>
  /** With a new code, and the account alone. */
  withoutNumber(number: BusinessNumber, change?: object): Promise<Reply>
  /** How far the sign-up has come. */
  read(number: BusinessNumber): Promise<Body>
  /** The same of one that is known by its account alone. */
  ofAccount(number: BusinessNumber): Promise<Reply>
  /** The number as the account has it; undefined: it has not. */
  connected(number: BusinessNumber): Promise<Body>
  /** The number as its owner sees it at Meta. */
  atMeta(number: BusinessNumber): Promise<Body>
  close(): Promise<void>
}

export const startSignupWorld = (): Promise<SignupWorld> => startWith(startGateway)

/** With a gateway in a process of its own. */
export const startSignupProcess = (): Promise<SignupWorld<GatewayProcess>> => startWith(startGatewayProcess)

async function startWith<Gateway extends RunningGateway>(
  start: (t: null, env: Record<string, string>) => Promise<Gateway>,
): Promise<SignupWorld<Gateway>> {
  const meta = await startMeta()
  const gateway = await start(null, meta.env)
  const call = await checked(gateway)
  const path = '/v1/numbers/embedded-signup'
  const signUp: SignupWorld['signUp'] = (body, headers) => call('POST', path, body, headers)
  return {
    meta,
    gateway,
    call,
    signUp,
    async signUpWith(number, grant = {}, change = {}, headers = undefined) {
      const code = await meta.newCode({ wabaId: number.wabaId, ...grant })
      return signUp({ ...idsOf(number), code, ...change }, headers)
    },
    inPhoneApp: (change = {}) => meta.newNumber({ inPhoneApp: true, ...change }),
    async withoutNumber({ wabaId }, change = {}) {
      return signUp({ wabaId, code: await meta.newCode({ wabaId }), ...change })
    },
    ofAccount: ({ wabaId }) => call('GET', `${path}/${wabaId}`),
    read: async ({ phoneNumberId }) => (await call('GET', `${path}/${phoneNumberId}`)).body,
    async connected({ phoneNumberId }) {
      const { body } = await call('GET', '/v1/numbers?limit=100')
      return body.data.find((one: Body) => one.phoneNumberId === phoneNumberId)
    },
    atMeta: async ({ phoneNumberId, accessToken }) =>
      (await meta.graph('GET', `${phoneNumberId}?fields=${nodeFields}`, accessToken)).body,
    async close() {
      await gateway.close()
      await meta.close()
    },
  }
}

export const idsOf = ({ phoneNumberId, wabaId }: BusinessNumber) => ({ phoneNumberId, wabaId })

export const allSteps = ['code_exchanged', 'token_checked', 'app_subscribed', 'number_registered', 'number_connected']
export const doneSteps = (signup: Body) =>
  signup.steps.filter(({ doneAt }: Body) => doneAt !== null).map(({ step }: Body) => step)

export const reasonOf = ({ status, body }: { status: number; body: Body }) => [status, body.code, body.reason]
