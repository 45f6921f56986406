import { createPricingDirectory } from '@dawk/core/commerce/pricing/pricing-directory.ts'
import { createBotDirectory } from '@dawk/core/engagement/bots/bot-directory.ts'
import { createCampaignDirectory } from '@dawk/core/engagement/campaigns/outcome/campaign-directory.ts'
import { createDripDirectory } from '@dawk/core/engagement/drips/drip-directory.ts'
import { createInboxDirectory } from '@dawk/core/engagement/inbox/settings/inbox-directory.ts'
import { createPolicyDirectory } from '@dawk/core/engagement/policy/policy-directory.ts'
import type { Database } from '@dawk/core/platform/database/database.ts'
import type { SecretBox } from '@dawk/core/platform/secrets.ts'
import { createUnitsOfWork, type UnitsOfWork } from '@dawk/core/tenancy/unit-of-work.ts'
import { createReactions } from '../reactions.ts'

/** What a command works on: the installation's database, and its key where the command needs it. */
export interface OperatorContext {
  db: Database
  /** Whether accounts have a number on the simulator. */
  sandbox: boolean
  /** @throws Error when the key is not at hand */
  secrets: () => SecretBox
  /** What names this database; see `databaseWitness`. */
  witness: () => Promise<string>
}

/** One option of a command, `--name <placeholder>`; `read` turns the text into a value or throws UsageError. */
export interface Option<T> {
  placeholder: string
  required: boolean
  read(text: string): T
}

type Options = Readonly<Record<string, Option<unknown>>>
type ValuesOf<O extends Options> = { [K in keyof O]: O[K] extends Option<infer T> ? T : never }

/** A command as the registry holds it: its options are read, then it runs. */
export interface OperatorCommand {
  name: string
  summary: string
  /** By the name of the flag, in kebab-case. */
  options: Options
  /** @returns what was done, in words for the operator. @throws GatewayError, UsageError */
  run(ctx: OperatorContext, given: Readonly<Record<string, string>>): Promise<string>
}

/** The command line was not understood; the message says which part, and why. */
export class UsageError extends Error {}

interface Definition<O extends Options> {
  name: string
  /** What it does, in whole sentences. */
  summary: string
  /** By name in camelCase; the flag is the same in kebab-case. */
  options: O
  run(ctx: OperatorContext & UnitsOfWork, values: ValuesOf<O>): Promise<string>
}

/** Engines look for work every second by themselves, and caches of every process hear of a change as it is committed. */
const unitsOfWork = ({ db, secrets }: OperatorContext): UnitsOfWork =>
  createUnitsOfWork({
    db,
    wakeLanes: () => undefined,
    channels: { deliver: () => undefined },
    react: createReactions({
      secrets,
      policies: createPolicyDirectory(db.worker),
      inboxes: createInboxDirectory(db.worker),
      campaigns: createCampaignDirectory(),
      drips: createDripDirectory(),
      pricing: createPricingDirectory(db.worker),
      bots: createBotDirectory(),
    }),
  })

/** One row of the table of commands: the help text, the flags and the reader of both sockets and argv come from it. */
export function operatorCommand<O extends Options>({ name, summary, options, run }: Definition<O>): OperatorCommand {
  const byFlag = Object.fromEntries(Object.entries(options).map(([key, option]) => [toFlag(key), option]))
  return {
    name,
    summary,
    options: byFlag,
    run(ctx, given) {
      for (const flag of Object.keys(given))
        if (!Object.hasOwn(byFlag, flag)) throw new UsageError(`${name} has no option --${flag}`)
      const values = Object.entries(options).map(([key, option]) => [key, readOption(option, toFlag(key), given)])
      return run({ ...ctx, ...unitsOfWork(ctx) }, Object.fromEntries(values) as ValuesOf<O>)
    },
  }
}

function readOption(option: Option<unknown>, flag: string, given: Readonly<Record<string, string>>): unknown {
  const text = given[flag]
  if (text === undefined && option.required) throw new UsageError(`--${flag} ${option.placeholder} is missing`)
  try {
    return text === undefined ? undefined : option.read(text)
  } catch (error) {
    throw new UsageError(`--${flag} ${error instanceof Error ? error.message : 'is not valid'}`)
  }
}

const toFlag = (key: string) => key.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
