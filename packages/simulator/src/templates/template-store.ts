import { createHash } from 'node:crypto'
import type { Clock } from '../clock.ts'
import type { Random } from '../random.ts'
import { preloadedTemplates } from './preloaded.ts'
import type { Template } from './template.ts'

const hour = 3_600_000
/** Deleting a name keeps it from being used again for so long. */
const holdMs = 30 * 24 * hour

type NewTemplate = Omit<
  Template,
  'id' | 'rejected_reason' | 'quality_score' | 'last_updated_time' | 'editedAt' | 'pauses' | 'pausedUntil'
>

/** The templates of every business account; each starts with the preloaded ones. */
export function createTemplateStore(clock: Clock, random: Random) {
  const accounts = new Map<string, Map<string, Template>>()
  const byId = new Map<string, Template>()
  const heldUntil = new Map<string, number>()
  const creations = new Map<string, number[]>()

  function accountOf(wabaId: string): Map<string, Template> {
    const known = accounts.get(wabaId)
    if (known) return known
    const account = new Map<string, Template>()
    accounts.set(wabaId, account)
    for (const [index, template] of preloadedTemplates.entries())
      keep(account, complete({ ...template, wabaId }, preloadedId(wabaId, index)))
    return account
  }

  function complete(template: NewTemplate, id: string): Template {
    const now = clock.now()
    return {
      ...template,
      id,
      rejected_reason: 'NONE',
      quality_score: { score: 'UNKNOWN', date: Math.floor(now / 1000) },
      last_updated_time: new Date(now).toISOString(),
      editedAt: [],
      pauses: 0,
      pausedUntil: null,
    }
  }

  function keep(account: Map<string, Template>, template: Template): void {
    account.set(keyOf(template.name, template.language), template)
    byId.set(template.id, template)
  }

  return {
    list: (wabaId: string): Template[] => [...accountOf(wabaId).values()],
    find: (wabaId: string, name: string, language: string) => accountOf(wabaId).get(keyOf(name, language)),
    byId: (id: string) => byId.get(id),
    all: (): Template[] => [...byId.values()],
    add(template: NewTemplate): Template {
      const added = complete(template, newId(random))
      keep(accountOf(template.wabaId), added)
      creations.set(template.wabaId, [...(creations.get(template.wabaId) ?? []), clock.now()])
      return added
    },
    remove(template: Template): void {
      accountOf(template.wabaId).delete(keyOf(template.name, template.language))
      byId.delete(template.id)
      heldUntil.set(`${template.wabaId} ${keyOf(template.name, template.language)}`, clock.now() + holdMs)
    },
    isHeld: (wabaId: string, name: string, language: string) =>
      (heldUntil.get(`${wabaId} ${keyOf(name, language)}`) ?? 0) > clock.now(),
    createdWithinHour(wabaId: string): number {
      const recent = (creations.get(wabaId) ?? []).filter((at) => at > clock.now() - hour)
      creations.set(wabaId, recent)
      return recent.length
    },
    reset(): void {
      accounts.clear()
      byId.clear()
      heldUntil.clear()
      creations.clear()
    },
  }
}

export type TemplateStore = ReturnType<typeof createTemplateStore>

const keyOf = (name: string, language: string) => `${name}/${language}`

/** Below 2^53: webhooks write ids as integers. */
const newId = (random: Random) => String(2_000_000_000_000_000 + Math.floor(random.share() * 2 ** 47))

function preloadedId(wabaId: string, index: number): string {
  const digits = BigInt(`0x${createHash('sha256').update(wabaId).digest('hex').slice(0, 10)}`)
  return String(1_000_000_000_000_000n + digits * 100n + BigInt(index + 1))
}
