import type { EnvReader } from './env-reader.ts'
import type { SettingName } from './settings.ts'

/**
 * `trial`: somebody tries Dawk on this machine, and nobody else reaches it. Only then does it start the simulator and
 * print a key by itself. `production`: everything else. Decided once, by `readConfig`.
 */
export type Mode = 'trial' | 'production'

const productionSettings = [
  'DATABASE_URL',
  'META_APP_ID',
  'META_APP_SECRET',
  'META_VERIFY_TOKEN',
  'DAWK_PUBLIC_URL',
] as const

/** One of these must be set before others may reach the process. */
const settingsForOthers = productionSettings.filter((name) => name !== 'DAWK_PUBLIC_URL')

/** A host beyond loopback without any setting of production is a problem: a trial would be open to the network. */
export function decideMode({ text }: Pick<EnvReader, 'text'>, host: string, problems: string[]): Mode {
  const isSet = (name: SettingName) => text(name) !== null
  if (!isLoopback(host) && !settingsForOthers.some(isSet))
    problems.push(
      `HOST=${host} lets others reach Dawk, and a trial is for this machine alone: set DATABASE_URL, META_APP_SECRET and META_VERIFY_TOKEN as docs/go-to-production.md says, or leave HOST unset`,
    )
  return isLoopback(host) && !productionSettings.some(isSet) ? 'trial' : 'production'
}

/** Of a host name or an address, with or without brackets. */
export const isLoopback = (host: string): boolean => /^(localhost|127\.\d+\.\d+\.\d+|\[?::1\]?)$/.test(host)

/** What an operator reads at the start. */
export const modeNotice: Readonly<Record<Mode, string>> = {
  trial:
    'Trial mode: no DATABASE_URL, no Meta settings, and only this machine reaches it. The simulator runs, and the sandbox account’s key is printed.',
  production:
    'Production mode: no simulator and no sandbox unless DAWK_SANDBOX=true, no key is printed, and webhooks of customers reach public addresses only.',
}
