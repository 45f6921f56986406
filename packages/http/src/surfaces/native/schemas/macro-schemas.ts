import { maxSnoozeMinutes, maxStepLabels } from '@dawk/core/engagement/inbox/macros/conversation-steps.ts'
import { longestMacroName } from '@dawk/core/engagement/inbox/macros/macro.ts'
import { longestNote } from '@dawk/core/engagement/inbox/notes/note.ts'
import { priorityNames } from '@dawk/core/messaging/conversations/conversation-priority.ts'
import Type, { type Static } from 'typebox'
import { Id, NullableInstant, NullableString, nullable, strict } from '#resources/schemas.ts'
import { oneOf } from './conversation-schemas.ts'
import { Name, storable, ViewFiltersBody } from './inbox-schemas.ts'

const exampleId = '019f2c1e-6a3b-7c52-9d1e-2f40a1b2c3d4'

const LabelIds = Type.Array(Id, {
  maxItems: maxStepLabels,
  uniqueItems: true,
  description: `must be ids of labels, ${maxStepLabels} at most`,
})

const Steps = Type.Object(
  {
    assignee: Type.Optional(
      nullable(
        Type.String({
          minLength: 1,
          maxLength: 100,
          pattern: storable,
          description: 'must be a member’s id, `me` for whoever runs the steps, or null for nobody',
        }),
      ),
    ),
    teamId: Type.Optional(nullable(Id)),
    addLabelIds: Type.Optional(LabelIds),
    removeLabelIds: Type.Optional(LabelIds),
    priority: Type.Optional(oneOf(priorityNames, 'must be low, normal, high or urgent')),
    status: Type.Optional(oneOf(['open', 'pending', 'closed'], 'must be open, pending or closed')),
    closeReason: Type.Optional(
      Type.String({ maxLength: 64, pattern: storable, description: 'must be a key of the account’s close reasons' }),
    ),
    snoozeMinutes: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: maxSnoozeMinutes,
        description: 'must be minutes from when the steps run, within a year',
      }),
    ),
    note: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: longestNote,
        pattern: storable,
        description: 'must be a text for the team',
      }),
    ),
  },
  { ...strict, minProperties: 1, title: 'ConversationSteps' },
)

const exampleSteps = { status: 'closed' as const, addLabelIds: [exampleId], note: 'Refunded.' }

export const NewMacro = Type.Object(
  { name: Name(longestMacroName), steps: Steps },
  { ...strict, examples: [{ name: 'Refunded', steps: exampleSteps }] },
)
export const MacroPatch = Type.Object(
  { name: Type.Optional(Name(longestMacroName)), steps: Type.Optional(Steps) },
  { ...strict, minProperties: 1, examples: [{ name: 'Refunded in full' }] },
)
export const MacroView = Type.Object(
  {
    id: Id,
    name: Type.String(),
    steps: Steps,
    createdAt: Type.String({ format: 'date-time' }),
    updatedAt: Type.String({ format: 'date-time' }),
  },
  { title: 'Macro' },
)

export const MacroRun = Type.Object({ macroId: Id }, { ...strict, examples: [{ macroId: exampleId }] })

export const NewBulkChange = Type.Object(
  {
    filters: Type.Optional(
      Type.Unsafe<Static<typeof ViewFiltersBody>>({
        ...ViewFiltersBody,
        description: 'Which conversations, as in a view; `{}` is all that you see.',
      }),
    ),
    conversationIds: Type.Optional(
      Type.Array(Id, {
        minItems: 1,
        maxItems: 1000,
        description: 'must be 1 to 1,000 ids of conversations; others are not changed',
      }),
    ),
    macroId: Type.Optional(Id),
    steps: Type.Optional(Steps),
  },
  {
    ...strict,
    examples: [
      { filters: { status: 'open', assignee: 'nobody' }, steps: { assignee: 'me' } },
      { conversationIds: [exampleId], macroId: exampleId },
    ],
  },
)

export const BulkChangeView = Type.Object(
  {
    id: Id,
    state: oneOf(
      ['running', 'completed', 'canceled', 'failed'],
      'failed: something went wrong on our side, several times.',
    ),
    changed: Type.Integer({ description: 'Conversations that have been changed so far.' }),
    failed: Type.Integer({ description: 'Those that could not change so.' }),
    lastError: NullableString,
    createdAt: Type.String({ format: 'date-time' }),
    finishedAt: NullableInstant,
  },
  { title: 'BulkChange' },
)
