import { eventTypes } from '@dawk/core/events/catalogue.ts'
import type { Template } from '@dawk/core/messaging/templates/template.ts'
import type { FieldProblem } from '@dawk/core/platform/errors.ts'
import Type, { type Static } from 'typebox'
import { ProblemOfField, toProblemView } from '#resources/problem-view.ts'
import { AnyObject, Id, NullableInstant, NullableString, nullable, strict } from '#resources/schemas.ts'
import { fromMetaNames, toMetaNames } from '#resources/wire-names.ts'

const WabaId = Type.String({
  pattern: '^\\d{1,32}$',
  description: 'must be the id of a WhatsApp Business Account, digits',
})
const Components = Type.Array(AnyObject, {
  maxItems: 20,
  description: "Meta's components with camelCase members: HEADER, BODY, FOOTER, BUTTONS, CAROUSEL, LIMITED_TIME_OFFER.",
})
const Ttl = Type.Integer({ description: 'How long Meta tries to deliver, in seconds; -1: 30 days.' })

export const TemplateFilters = {
  wabaId: Type.Optional(WabaId),
  name: Type.Optional(Type.String({ maxLength: 512 })),
  language: Type.Optional(Type.String({ maxLength: 16 })),
  status: Type.Optional(
    Type.String({ maxLength: 32, description: 'APPROVED, PENDING, REJECTED, PAUSED, DISABLED, …' }),
  ),
  category: Type.Optional(Type.String({ maxLength: 32, description: 'AUTHENTICATION, MARKETING or UTILITY.' })),
  search: Type.Optional(Type.String({ minLength: 1, maxLength: 200, description: 'In name and texts.' })),
}

/** A draft is judged by `lint` alone, which names every problem: its shape is left open here. */
export const DraftBody = Type.Object(
  {
    wabaId: Type.Optional(WabaId),
    name: Type.Unknown({ description: 'Lower-case letters, digits and underscores.' }),
    language: Type.Unknown({ description: 'A language code of WhatsApp, as en_US.' }),
    category: Type.Unknown({ description: 'AUTHENTICATION, MARKETING or UTILITY.' }),
    components: Type.Unknown({ description: "Meta's components with camelCase members." }),
    parameterFormat: Type.Optional(Type.Unknown({ description: 'POSITIONAL (default) or NAMED.' })),
    messageSendTtlSeconds: Type.Optional(Type.Unknown()),
  },
  {
    ...strict,
    examples: [
      {
        name: 'order_update',
        language: 'en_US',
        category: 'UTILITY',
        components: [
          {
            type: 'BODY',
            text: 'Hi {{1}}, your order {{2}} has been shipped!',
            example: { bodyText: [['Asha', 'A-77']] },
          },
        ],
      },
    ],
  },
)

export const EditBody = Type.Object(
  {
    category: Type.Optional(Type.String()),
    components: Type.Optional(Components),
    parameterFormat: Type.Optional(Type.String()),
    messageSendTtlSeconds: Type.Optional(Ttl),
  },
  { ...strict, minProperties: 1, examples: [{ components: [{ type: 'BODY', text: 'Your order has been shipped!' }] }] },
)

export const PreviewBody = Type.Object(
  {
    components: Type.Optional(
      Type.Array(AnyObject, { maxItems: 50, description: 'Of a send, with camelCase members.' }),
    ),
    parameters: Type.Optional(
      Type.Unsafe<Record<string, unknown>>({
        type: 'object',
        additionalProperties: true,
        description: 'Values as the contract describes them.',
      }),
    ),
  },
  { ...strict, examples: [{ parameters: { body: ['Asha', 'A-77'] } }] },
)

export const SyncBody = Type.Object({ wabaId: Type.Optional(WabaId) }, { ...strict, examples: [{}] })

export const SampleBody = Type.Object(
  { wabaId: Type.Optional(WabaId), mediaId: Id },
  { ...strict, examples: [{ mediaId: '018f3c2e-6f00-7000-8000-000000000000' }] },
)

export const SyncView = Type.Object({
  wabaId: Type.String(),
  syncedAt: NullableInstant,
  error: nullable(Type.String({ description: 'Of the last try, if it failed.' })),
})

export const ProblemsView = Type.Array(ProblemOfField)

export const TemplateView = Type.Object({
  id: Id,
  metaId: Type.String({ description: "Meta's id." }),
  wabaId: Type.String(),
  name: Type.String(),
  language: Type.String(),
  category: Type.String(),
  announcedCategory: nullable(Type.String({ description: 'Meta has said that it will change the category to this.' })),
  status: Type.String({ description: 'Only APPROVED can be sent.' }),
  quality: Type.String({ description: 'GREEN, YELLOW, RED or UNKNOWN.' }),
  flagged: Type.Boolean({ description: 'Its quality falls; it can still be sent.' }),
  rejectedReason: NullableString,
  parameterFormat: Type.String(),
  components: Type.Array(AnyObject),
  messageSendTtlSeconds: nullable(Type.Integer()),
  holdBefore: nullable(
    Type.String({
      format: 'date-time',
      description: 'Meta changed the category then: bulk messages accepted before wait until you release them.',
    }),
  ),
  syncedAt: NullableInstant,
  createdAt: NullableInstant,
})

export const TemplateDetailView = Type.Object({
  ...TemplateView.properties,
  heldMessages: Type.Integer({ description: 'Queued bulk messages that wait for this template.' }),
})

export const PreviewView = Type.Object(
  {
    preview: AnyObject,
    problems: Type.Array(ProblemOfField, {
      description: 'Why such a send would be refused; empty: it would be accepted.',
    }),
  },
  { examples: [{ preview: { body: { text: 'Hi Sarah, your order #1042 is ready!' } }, problems: [] }] },
)

/** For the documentation of events. */
export const templateEventNames = eventTypes.filter((type) => type.startsWith('template.')).join('`, `')

export function toTemplateView(template: Template) {
  const { id, metaId, wabaId, name, language, category, announcedCategory, status, quality, flagged } = template
  return {
    id,
    metaId,
    wabaId,
    name,
    language,
    category,
    announcedCategory,
    status,
    quality,
    flagged,
    rejectedReason: template.rejectedReason,
    parameterFormat: template.parameterFormat,
    components: fromMetaNames(template.components) as Record<string, unknown>[],
    messageSendTtlSeconds: template.ttlSeconds,
    holdBefore: template.holdBefore,
    syncedAt: template.syncedAt,
    createdAt: template.createdAt,
  }
}

/** Meta's body of a creation; what it may be is `lint`'s to say. */
export function toDraft({ wabaId: _, ...draft }: Static<typeof DraftBody>): Record<string, unknown> {
  return toMetaNames(draft) as Record<string, unknown>
}

export const toProblems = (problems: readonly FieldProblem[]) =>
  problems.map(({ field, message }) => toProblemView({ field, message }))
