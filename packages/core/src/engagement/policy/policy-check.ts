import type { CoreContext } from '#context.ts'
import type { SendCheck, SendRequest } from '#messaging/messages/send/send-request.ts'
import type { TemplateDirectory } from '#messaging/templates/send-check/template-directory.ts'
import { createIdentifierHash } from '../consent/identifier-hash.ts'
import { decidePolicy } from './decide-policy.ts'
import { templateOf, toMessageFacts } from './message-facts.ts'
import { toPersonKey } from './person-key.ts'
import type { PolicyDirectory } from './policy-directory.ts'
import { toPolicyError } from './policy-refusal.ts'
import type { PolicySettings } from './policy-settings.ts'
import { type PersonKey, type PolicyPerson, selectPeople } from './policy-store.ts'

interface PolicyCheckDeps extends Pick<CoreContext, 'worker' | 'secrets'> {
  policies: PolicyDirectory
  templates: Pick<TemplateDirectory, 'peek' | 'find'>
}

/**
 * Refuses a message to a person who may not be sent it. What only has to wait is accepted, unless the sender waits by itself; it
 * waits when it is about to leave. An account that uses none of this is told from memory, and nothing is asked.
 */
export function createPolicyCheck({ worker, secrets, policies, templates }: PolicyCheckDeps): SendCheck {
  const hash = createIdentifierHash(secrets)
  const ask = createAsker((keys) => selectPeople(worker, keys))

  async function judge(request: SendRequest, settings: PolicySettings): Promise<undefined> {
    const category = await categoryOf(templates, request)
    const person = await ask(toPersonKey(request.accountId, request.to, hash))
    const message = toMessageFacts(
      { content: request.content, category, phoneNumberId: request.number.phoneNumberId },
      settings,
    )
    const verdict = decidePolicy({ person, message, settings, now: Date.now() })
    if (verdict.kind === 'refuse' || (verdict.kind === 'wait' && request.waits === false)) throw toPolicyError(verdict)
  }

  async function lookUp(request: SendRequest): Promise<undefined> {
    const settings = await policies.find(request.accountId)
    return settings === null ? undefined : judge(request, settings)
  }

  return (request) => {
    const settings = policies.peek(request.accountId)
    if (settings === null) return undefined
    return settings === undefined ? lookUp(request) : judge(request, settings)
  }
}

/** Null: it is no template, or one of which nothing is known. */
export async function categoryOf(
  templates: PolicyCheckDeps['templates'],
  {
    accountId,
    number: { wabaId },
    content,
  }: Pick<SendRequest, 'accountId' | 'content'> & { number: { wabaId: string | null } },
): Promise<string | null> {
  const template = templateOf(content)
  if (template === null || wabaId === null) return null
  const templateName = { accountId, wabaId, ...template }
  const entry = templates.peek(templateName) ?? (await templates.find(templateName))
  return entry.template?.category ?? null
}

const maxPerQuery = 500

interface Question {
  key: PersonKey
  resolve(found: PolicyPerson): void
  reject(error: unknown): void
}

/** Questions that come together share a query; while one runs, the next gather. */
function createAsker(select: (keys: readonly PersonKey[]) => Promise<PolicyPerson[]>) {
  const waiting: Question[] = []
  let running = false

  async function answer(batch: readonly Question[]): Promise<void> {
    try {
      const people = await select(batch.map(({ key }) => key))
      for (const [place, { resolve, reject }] of batch.entries()) {
        const person = people[place]
        if (person) resolve(person)
        else reject(new Error('A person was not looked at'))
      }
    } catch (error) {
      for (const { reject } of batch) reject(error)
    }
  }

  async function run(): Promise<void> {
    await new Promise(setImmediate)
    while (waiting.length > 0) await answer(waiting.splice(0, maxPerQuery))
    running = false
  }

  return (key: PersonKey): Promise<PolicyPerson> =>
    new Promise((resolve, reject) => {
      waiting.push({ key, resolve, reject })
      if (running) return
      running = true
      void run()
    })
}
