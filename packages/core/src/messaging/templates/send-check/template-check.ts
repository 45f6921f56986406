import { shown } from '@dawk/cloud-api/content/shown.ts'
import { isObject } from '@dawk/cloud-api/json.ts'
import type { CoreContext } from '#context.ts'
import { type Priority, priorities } from '#messaging/messages/message.ts'
import type { Refinement, SendCheck } from '#messaging/messages/send/send-request.ts'
import { type FieldProblem, GatewayError } from '#platform/errors.ts'
import { askForSync } from '../sync/template-syncs.ts'
import type { KnownTemplate, TemplateForSend } from '../template-store.ts'
import { checkTemplateSend } from './check-template-send.ts'
import type { TemplateDirectory } from './template-directory.ts'

type Json = Readonly<Record<string, unknown>>

type Deps = Pick<CoreContext, 'transaction' | 'log'> & { templates: TemplateDirectory }

/**
 * Refuses at accept what Meta would refuse: an unknown template, one that is not approved, parameters that break its
 * contract. Where the templates were never read, Meta decides; one that is unknown makes us read them again soon. The
 * category gives the class in the lane.
 */
export function createTemplateCheck({ transaction, log, templates }: Deps): SendCheck {
  return (request) => {
    const wabaId = request.number.wabaId
    const template = request.type === 'template' ? request.content['template'] : null
    if (wabaId === null || !isObject(template)) return undefined
    const language = isObject(template['language']) ? template['language']['code'] : null
    const { name } = template
    if (typeof name !== 'string' || typeof language !== 'string') return undefined
    const templateName = { accountId: request.accountId, wabaId, name, language }
    const known = templates.peek(templateName)
    const judged = (entry: TemplateForSend) => {
      if (entry.isSynced && entry.template === null)
        askForSync({ transaction }, request.accountId, wabaId).catch((error: unknown) =>
          log.warn({ err: error }, 'a sync of templates was not asked for'),
        )
      return judge(template, entry, { name, language })
    }
    return known ? judged(known) : templates.find(templateName).then(judged)
  }
}

function judge(
  template: Json,
  { isSynced, template: known, languages }: TemplateForSend,
  { name, language }: { name: string; language: string },
): Refinement | undefined {
  if (!isSynced) return undefined
  if (known === null)
    throw mismatch(132001, `There is no template ${name} in ${language}.`, [unknownTemplate(name, language, languages)])
  if (known.status !== 'APPROVED')
    throw mismatch(stateCodes[known.status] ?? 132001, `The template ${name} (${language}) is ${known.status}.`, [
      unusable(known),
    ])
  const problems = checkTemplateSend(known.contract, template)
  if (problems.length > 0)
    throw mismatch(codeOf(problems), `The parameters do not fit the template ${name} (${language}).`, problems)
  return { priority: classes[known.category] ?? priorities.utility }
}

function unknownTemplate(name: string, language: string, languages: readonly string[]): FieldProblem {
  const metaDetails = `template name (${name}) does not exist in ${language}`
  if (languages.length === 0)
    return { field: 'template.name', message: `is not the name of a template (given: ${shown(name)})`, metaDetails }
  const message = `must be one of ${languages.join(', ')}, in which the template exists (given: ${shown(language)})`
  return { field: 'template.language.code', message, metaDetails }
}

const classes: Readonly<Record<string, Priority>> = {
  AUTHENTICATION: priorities.authentication,
  UTILITY: priorities.utility,
  MARKETING: priorities.bulk,
}

const unusable = ({ status, rejectedReason }: KnownTemplate): FieldProblem => ({
  field: 'template.name',
  message: `is that of a template which is ${status}${rejectedReason === null ? '' : ` (${rejectedReason})`}: only an APPROVED one can be sent`,
})

/** By which Meta refuses what is not approved; 132001 for all others. */
const stateCodes: Readonly<Record<string, number>> = { PAUSED: 132015, DISABLED: 132016 }

/** Meta tells parameters that are missing or too many from those of a wrong form, and those from texts that it does not take. */
function codeOf(problems: readonly FieldProblem[]): number {
  const isCount = ({ field, metaCode }: FieldProblem) =>
    metaCode === undefined && /components(\.\d+\.(parameters|cards)(\.\d+)?)?$/.test(field)
  if (problems.some(isCount)) return 132000
  return problems.every(({ metaCode }) => metaCode !== undefined) ? (problems[0]?.metaCode ?? 132012) : 132012
}

function mismatch(metaCode: number, message: string, details: FieldProblem[]): GatewayError {
  return new GatewayError('template_mismatch', message, { details, metaCode })
}
