import assert from 'node:assert/strict'
import { afterAll, beforeAll, test } from 'vitest'
import { type Reply, type RunningGateway, startGateway } from '../../support/gateway.ts'
import { type BusinessNumber, type Meta, startMeta } from '../../support/meta.ts'
import { until } from '../../support/processes.ts'

let meta: Meta
let gateway: RunningGateway & { close(): Promise<void> }
beforeAll(async () => {
  meta = await startMeta()
  gateway = await startGateway(null, meta.env)
})
afterAll(async () => {
  await gateway.close()
  await meta.close()
})

type Call = (method: string, path: string, body?: unknown) => Promise<Reply>

let count = 0
async function register(): Promise<Call> {
  const given = { name: 'Shop', email: `shop${++count}@example.com`, plan: 'enterprise' }
  const made = await gateway.operate('create-account', given)
  const headers = { authorization: `Bearer ${/sk_live_\w+/.exec(made)?.[0]}` }
  return (method, path, sent) => gateway.call(method, path, sent, headers)
}

const atHere = (change: object = {}) =>
  meta.newNumber({ registered: true, callbackUrl: `${gateway.url}/webhooks/whatsapp`, ...change })
const claim = (call: Call, { phoneNumberId }: BusinessNumber, accessToken: string) =>
  call('PUT', '/auth/me/credentials', { whatsappAccessToken: accessToken, whatsappPhoneNumberId: phoneNumberId })
const verify = (call: Call) => call('POST', '/auth/me/credentials/verify')
const ownNumbers = async (call: Call) =>
  (await call('GET', '/v1/numbers')).body.data.filter(({ sandbox }: { sandbox: boolean }) => !sandbox)

async function write({ phoneNumberId }: BusinessNumber): Promise<string> {
  const { wamids } = await meta.control('POST', 'inbound', {
    phoneNumberId,
    messages: [{ from: `1415555${1000 + ++count}`, text: { body: 'Hello' }, type: 'text' }],
  })
  return String((wamids as string[])[0])
}

const hears = async (call: Call, wamid: string) =>
  (await call('GET', '/v1/events?limit=100')).body.data.some(({ data }: { data: unknown }) =>
    JSON.stringify(data).includes(wamid),
  )

test('a claim keeps nobody from a number, receives nothing, and ends when its owner proves it', async () => {
  const number = await atHere()
  const [thief, owner] = [await register(), await register()]
  const answers = [await claim(thief, number, 'EAAgarbage'), await claim(owner, number, number.accessToken)]
  assert.deepEqual(answers[0]?.body, answers[1]?.body)
  assert.deepEqual(
    answers.map(({ status }) => status),
    [200, 200],
  )
  assert.equal((await verify(thief)).status, 400)
  const verified = await verify(owner)
  assert.equal(verified.status, 200, JSON.stringify(verified.body))
  assert.deepEqual([await ownNumbers(thief), (await ownNumbers(owner)).length], [[], 1])
  const wamid = await write(number)
  await until('the owner hears it', () => hears(owner, wamid))
  assert.equal(await hears(thief, wamid), false)
  const again = await claim(thief, number, 'EAAgarbage')
  assert.deepEqual([again.status, again.body], [200, answers[0]?.body], 'no oracle: the same answer whoever has it')
  const later = await write(number)
  await until('the owner hears it', () => hears(owner, later))
  assert.equal(await hears(thief, later), false)
})

test('a number proves itself without being verified, as soon as its token has read it', async () => {
  const number = await atHere()
  const owner = await register()
  await claim(owner, number, number.accessToken)
  await until('it is read', async () => (await ownNumbers(owner))[0]?.health?.readAt)
  const wamid = await write(number)
  await until('the owner hears it', () => hears(owner, wamid))
})

test('credentials that are replaced keep the proof of the same number, and lose it with another one', async () => {
  const [number, another] = [await atHere(), await atHere()]
  const owner = await register()
  await claim(owner, number, number.accessToken)
  assert.equal((await verify(owner)).status, 200)
  await claim(owner, number, 'EAAbeing-rotated')
  const wamid = await write(number)
  await until('the owner hears it', () => hears(owner, wamid))
  await claim(owner, another, 'EAAgarbage')
  const rival = await register()
  await claim(rival, number, number.accessToken)
  assert.equal((await verify(rival)).status, 200)
})

test('of two accounts that Meta shows the number, the first one keeps it, and the second one is told', async () => {
  const number = await atHere()
  const [first, second] = [await register(), await register()]
  for (const call of [first, second]) await claim(call, number, number.accessToken)
  assert.equal((await verify(first)).status, 200)
  await claim(second, number, number.accessToken)
  const told = await verify(second)
  assert.equal(told.status, 409, JSON.stringify(told.body))
  assert.match(told.body.error, /Another account of this installation/)
  await first('DELETE', '/auth/me/credentials')
  assert.equal((await verify(second)).status, 200)
})

test('what came in between the claim and its proof is applied with the proof, and nothing from before the claim', async () => {
  const number = await atHere()
  const [thief, owner] = [await register(), await register()]
  const turnedAway = () =>
    gateway
      .output()
      .split('\n')
      .filter((line) => line.includes('webhook of no number here') && line.includes(number.phoneNumberId)).length
  await claim(thief, number, 'EAAgarbage')
  const before = await write(number)
  await until('it came in', async () => turnedAway() === 1)
  await claim(owner, number, 'EAAmistyped')
  const between = await write(number)
  await until('it came in', async () => turnedAway() === 2)
  await claim(owner, number, number.accessToken)
  assert.equal((await verify(owner)).status, 200)
  await until('the owner hears it', () => hears(owner, between))
  assert.equal(await hears(owner, before), false)
  assert.equal(await hears(thief, between), false)
})
