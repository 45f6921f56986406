import { isIP } from 'node:net'
import { splitHosts } from '@dawk/core/platform/database/hosts.ts'
import { type Plan, type PlanQuotas, type Quota, readPlanQuota } from '@dawk/core/tenancy/accounts/plans.ts'

import type { SettingName } from './settings.ts'

export type EnvReader = ReturnType<typeof createEnvReader>

/** What a number may be, and how it is written. */
interface Range {
  least: number
  most: number
  kind: string
  fits: RegExp
}

const whole = { kind: 'a whole number', fits: /^\d+$/ }

/** Reads the environment: one method for each kind of value; an empty variable counts as unset. A value is never repeated in a problem. */
export function createEnvReader(env: NodeJS.ProcessEnv, problems: string[]) {
  const text = (name: SettingName) => env[name]?.trim() || null
  const list = (name: SettingName) =>
    (text(name) ?? '')
      .split(',')
      .map((one) => one.trim())
      .filter(Boolean)

  function number(name: SettingName, fallback: number, { least, most, kind, fits }: Range): number {
    const given = text(name)
    if (given === null) return fallback
    const value = fits.test(given) ? Number(given) : Number.NaN
    if (value >= least && value <= most) return value
    problems.push(`${name} must be ${kind} from ${least} to ${most}`)
    return fallback
  }

  return {
    text,
    integer: (name: SettingName, fallback: number, least: number, most: number) =>
      number(name, fallback, { least, most, ...whole }),
    /** In seconds there, in milliseconds here. */
    seconds: (name: SettingName, fallback: number, least: number, most: number) =>
      Math.round(number(name, fallback, { least, most, kind: 'a number of seconds', fits: /^\d+(\.\d+)?$/ }) * 1000),
    /** 0: for ever. */
    days: (name: SettingName, fallback: number) => number(name, fallback, { least: 0, most: 36_500, ...whole }) || null,
    url(name: SettingName, protocols: readonly string[]): string | null {
      const given = text(name)
      if (given === null) return null
      if (URL.canParse(given) && protocols.includes(new URL(given).protocol)) return given.replace(/\/+$/, '')
      problems.push(`${name} must be an URL that starts with ${protocols.map((one) => `${one}//`).join(' or ')}`)
      return null
    },
    /** Of a PostgreSQL; it may name several hosts, as libpq takes them. */
    database(name: SettingName): string | null {
      const given = text(name)
      if (given === null || splitHosts(given) !== null) return given
      problems.push(`${name} must be an URL that starts with postgres:// or postgresql://`)
      return null
    },
    oneOf(name: SettingName, fallback: string, values: readonly string[]): string {
      const given = text(name) ?? fallback
      if (!values.includes(given)) problems.push(`${name} must be one of ${values.join(', ')}`)
      return given
    },
    flag(name: SettingName, fallback: boolean): boolean {
      const given = text(name) ?? String(fallback)
      if (given !== 'true' && given !== 'false') problems.push(`${name} must be true or false`)
      return given === 'true'
    },
    cidrs(name: SettingName): readonly string[] {
      const given = list(name)
      for (const one of given)
        if (!isCidr(one)) problems.push(`${name}: "${one}" is not a network such as 10.1.0.0/16 or fd00::/8`)
      return given
    },
    planQuotas(name: SettingName): PlanQuotas {
      const quotas: Partial<Record<Plan, Quota>> = {}
      for (const one of list(name)) {
        const read = readPlanQuota(one)
        if (read) quotas[read.plan] = read.quota
        else problems.push(`${name}: "${one}" is not as free=1000/day or pro=5000000/month`)
      }
      return quotas
    },
    schedule(name: SettingName): readonly number[] | null {
      const given = list(name)
      if (given.length === 0) return null
      if (!given.every((one) => /^\d+(\.\d+)?$/.test(one) && Number(one) <= 30 * 86_400))
        problems.push(`${name} must be a list of seconds such as 0,5,300`)
      return given.map((one) => Math.round(Number(one) * 1000))
    },
  }
}

function isCidr(text: string): boolean {
  const [address = '', bits, ...rest] = text.split('/')
  const version = isIP(address)
  if (version === 0 || bits === undefined || rest.length > 0 || !/^\d{1,3}$/.test(bits)) return false
  return Number(bits) <= (version === 4 ? 32 : 128)
}
