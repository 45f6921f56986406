import { lintTemplate as lintTemplateInCore } from '@dawk/core/messaging/templates/write/lint-template.ts'
import Type from 'typebox'
import { operation } from '#operations/operation.ts'
import { DraftBody, ProblemsView, toDraft, toProblems } from '#surfaces/native/schemas/template-schemas.ts'

const LintView = Type.Object(
  { valid: Type.Boolean(), problems: ProblemsView },
  {
    examples: [
      { valid: false, problems: [{ path: 'components.0.text', pointer: '/components/0/text', detail: 'is required' }] },
    ],
  },
)

export const lintTemplate = operation({
  route: 'POST /templates/lint',
  tag: 'Templates',
  scope: 'templates:read',
  summary: 'Check a draft',
  description: "Everything in a draft that breaks Meta's rules, each with its path; nothing is sent to Meta.",
  body: DraftBody,
  reply: { 200: LintView },
  async handle({ body }) {
    const problems = toProblems(lintTemplateInCore(toDraft(body)))
    return { valid: problems.length === 0, problems }
  },
})
