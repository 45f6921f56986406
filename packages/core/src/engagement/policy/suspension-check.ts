import type { SendCheck, SendRequest } from '#messaging/messages/send/send-request.ts'
import type { TemplateDirectory } from '#messaging/templates/send-check/template-directory.ts'
import { GatewayError } from '#platform/errors.ts'
import type { Partnership, PartnershipDirectory } from '#tenancy/partners/partnership-directory.ts'
import { templateOf } from './message-facts.ts'
import { categoryOf } from './policy-check.ts'

interface SuspensionCheckDeps {
  partnerships: Pick<PartnershipDirectory, 'peek' | 'find'>
  templates: Pick<TemplateDirectory, 'peek' | 'find'>
}

/** Refuses what an account is suspended from. One that has no partner is known from memory, and nothing is asked. */
export function createSuspensionCheck({ partnerships, templates }: SuspensionCheckDeps): SendCheck {
  async function judge(request: SendRequest, { mode, message }: Partnership): Promise<undefined> {
    if (mode === 'marketing' && !(await isMarketing(request))) return
    throw new GatewayError('account_inactive', message ?? words[mode ?? 'all'], { reason: 'suspended' })
  }

  /** A template of which nothing is known counts as marketing. */
  async function isMarketing(request: SendRequest): Promise<boolean> {
    if (templateOf(request.content) === null) return false
    return ((await categoryOf(templates, request)) ?? 'MARKETING') === 'MARKETING'
  }

  async function lookUp(request: SendRequest): Promise<undefined> {
    const partnership = await partnerships.find(request.accountId)
    return partnership?.mode ? judge(request, partnership) : undefined
  }

  return (request) => {
    const known = partnerships.peek(request.accountId)
    if (known === undefined) return lookUp(request)
    return known?.mode ? judge(request, known) : undefined
  }
}

const words = {
  marketing: 'The account is suspended from marketing.',
  sending: 'The account is suspended from sending.',
  all: 'The account is suspended.',
}
