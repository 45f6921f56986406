import type { SimulatorContext } from '../context.ts'
import { callbackProblem } from '../guard/addresses.ts'
import type { Json } from '../json.ts'
import type { BusinessNumber, NumberConfig } from '../numbers/numbers.ts'
import { ControlError, readMembers } from './control-error.ts'

const required = ['phoneNumberId', 'wabaId', 'displayPhoneNumber', 'verifiedName', 'accessToken', 'appSecret'] as const

/** Fixed, whatever else was granted. */
const inPhoneAppPerSecond = 20

type Check = (value: unknown) => boolean
const isText: Check = (value) => typeof value === 'string' && value !== ''
const isFlag: Check = (value) => typeof value === 'boolean'

/** What a number may have, and how each member is described when it is wrong. */
const members: Readonly<Record<keyof NumberConfig, readonly [Check, string]>> = {
  phoneNumberId: [isText, 'a text'],
  wabaId: [isText, 'a text'],
  displayPhoneNumber: [isText, 'a text'],
  verifiedName: [isText, 'a text'],
  accessToken: [isText, 'a text'],
  appSecret: [isText, 'a text'],
  callbackUrl: [isText, 'a URL'],
  verifyToken: [isText, 'a text'],
  throughputPerSecond: [(value) => value === null || (typeof value === 'number' && value > 0), 'a number or null'],
  pairLimit: [isFlag, 'true or false'],
  openWindow: [isFlag, 'true or false'],
  registered: [isFlag, 'true or false'],
  inPhoneApp: [isFlag, 'true or false'],
  tokenScopes: [(value) => Array.isArray(value) && value.every((one) => typeof one === 'string'), 'a list of texts'],
  tokenExpiresAt: [(value) => typeof value === 'number', 'a number (epoch seconds)'],
}

/** Registers numbers, or changes what is given of known ones. Nothing is changed when one of them is wrong. */
export function putNumbers(ctx: SimulatorContext, values: readonly unknown[]): void {
  const numbers = values.map((value, index) => readNumber(ctx, value, `numbers[${index}]`))
  for (const { config, change } of numbers) {
    ctx.numbers.upsert(config)
    if (typeof change['registered'] === 'boolean')
      ctx.settings.of(config.phoneNumberId).registered = change['registered'] || config.inPhoneApp === true
  }
}

function readNumber(
  { numbers, allowedCallbacks }: Pick<SimulatorContext, 'allowedCallbacks' | 'numbers'>,
  value: unknown,
  where: string,
) {
  const change = readMembers(value, Object.keys(members), where)
  for (const [name, [check, expected]] of Object.entries(members))
    if (change[name] !== undefined && !isTakenAway(name, change[name]) && !check(change[name]))
      throw new ControlError(`${where}.${name} must be ${expected}`)
  const known = numbers.get(String(change['phoneNumberId']))
  const given = { ...(known ? configOf(known) : {}), ...change }
  const kept = Object.entries(given).filter(([name, one]) => one !== undefined && !isTakenAway(name, one))
  const merged = withPhoneApp(change, Object.fromEntries(kept))
  const absent = required.filter((name) => merged[name] === undefined)
  if (absent.length > 0) throw new ControlError(`${where} lacks ${absent.join(', ')}`)
  const config = merged as unknown as NumberConfig
  const problem = config.callbackUrl === undefined ? null : callbackProblem(config.callbackUrl, allowedCallbacks)
  if (problem) throw new ControlError(`${where}.callbackUrl ${problem}`)
  return { config, change }
}

/** Null takes an optional member away; the throughput is then without limit. */
const isTakenAway = (name: string, value: unknown) =>
  value === null && name !== 'throughputPerSecond' && !required.some((one) => one === name)

function withPhoneApp(change: Json, merged: Json): Json {
  if (merged['inPhoneApp'] === true) return { ...merged, throughputPerSecond: inPhoneAppPerSecond }
  const { throughputPerSecond, ...rest } = merged
  const wasFixed = change['inPhoneApp'] === false && change['throughputPerSecond'] === undefined
  return wasFixed || throughputPerSecond === undefined ? rest : { ...rest, throughputPerSecond }
}

function configOf({ digits: _, ...config }: BusinessNumber): NumberConfig {
  return config
}

/** A number as lists show it: without its token and the secret of its app. */
export function showNumber({ settings }: Pick<SimulatorContext, 'settings'>, number: BusinessNumber): Json {
  const { accessToken: _, appSecret: __, ...shown } = configOf(number)
  return { ...shown, registered: settings.of(number.phoneNumberId).registered }
}

/** What is kept out of lists, of one number that is asked for by its id. */
export function showCredentials({ numbers }: Pick<SimulatorContext, 'numbers'>, id: string): Json {
  const number = numbers.get(id)
  if (!number) throw new ControlError(`no number ${id} is registered`)
  const { phoneNumberId, accessToken, appSecret } = number
  return { phoneNumberId, accessToken, appSecret }
}
