import {
  awaitedEvents,
  type DripDefinition,
  type DripStep,
  dripStates,
  endReasons,
  outcomes,
} from '@dawk/core/engagement/drips/drip.ts'
import { enrollmentStates } from '@dawk/core/engagement/drips/enrollments/enrollment.ts'
import Type, { type TSchema } from 'typebox'
import { AnyObject, Id, NullableInstant, NullableString, nullable, strict } from '#resources/schemas.ts'
import { oneOf } from './conversation-schemas.ts'

const exampleId = '019f2c1e-6a3b-7c52-9d1e-2f40a1b2c3d4'
const Text = (maxLength: number) => Type.String({ minLength: 1, maxLength, pattern: '^[^\\u0000\\ud800-\\udfff]*$' })
const Key = Type.String({ pattern: '^[a-z0-9_-]{1,64}$', description: 'must be 1 to 64 of a-z, 0-9, _ and -' })
const Time = Type.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$', description: 'must be a time of day as HH:MM' })
const Days = Type.Array(Type.Integer({ minimum: 1, maximum: 7 }), {
  maxItems: 7,
  description: 'must be days of the week, 1 is Monday',
})
const Zone = Type.String({ maxLength: 64, description: 'must be contact or an IANA time zone' })
const TemplateName = Type.Object({ name: Text(512), language: Text(20) }, strict)
const Bindings = Type.Unsafe<Record<string, unknown>>({ type: 'object', additionalProperties: true })
const Next = Type.Optional(nullable(Key))
const OnFailure = Type.Optional(oneOf(['continue', 'retry', 'exit'], 'must be continue, retry or exit'))

const on = <const Name extends string>(name: Name) => Type.Unsafe<Name>({ type: 'string', enum: [name] })
const Trigger = Type.Union(
  [
    Type.Object({ on: on('api') }, strict),
    Type.Object({ on: on('contact_created') }, strict),
    Type.Object({ on: on('tag_added'), tag: Text(64) }, strict),
    Type.Object({ on: on('segment_entered'), segmentId: Id }, strict),
    Type.Object({ on: on('consent_given'), purpose: Type.Optional(Text(80)) }, strict),
    Type.Object({ on: on('keyword'), words: Type.Array(Text(100), { minItems: 1, maxItems: 50 }) }, strict),
    Type.Object({ on: on('button'), payload: Text(256) }, strict),
    Type.Object({ on: on('link_clicked'), name: Type.Optional(Text(40)), campaignId: Type.Optional(Id) }, strict),
    Type.Object(
      {
        on: on('campaign'),
        campaignId: Id,
        outcome: oneOf(['delivered', 'read', 'failed'], 'must be delivered, read or failed'),
      },
      strict,
    ),
    Type.Object(
      {
        on: on('date'),
        attribute: Text(64),
        offsetDays: Type.Integer({ minimum: -365, maximum: 365 }),
        at: Time,
        yearly: Type.Boolean(),
      },
      strict,
    ),
  ],
  { description: 'must be a trigger; docs/drips.md describes them' },
)

const step = (kind: string, members: Record<string, TSchema>) =>
  Type.Object({ key: Key, kind: on(kind), next: Next, ...members }, strict)

const Step = Type.Unsafe<DripStep>(
  Type.Union(
    [
      step('send_template', { template: TemplateName, bindings: Type.Optional(Bindings), onFailure: OnFailure }),
      step('send_message', {
        text: Text(4096),
        fallback: Type.Optional(Type.Object({ template: TemplateName, bindings: Type.Optional(Bindings) }, strict)),
        onFailure: OnFailure,
      }),
      step('wait', {
        minutes: Type.Optional(Type.Integer({ minimum: 1, maximum: 527_040 })),
        until: Type.Optional(
          Type.Object({ time: Time, days: Type.Optional(Days), timezone: Type.Optional(Zone) }, strict),
        ),
        event: Type.Optional(
          Type.Object(
            {
              on: oneOf(awaitedEvents, `must be ${awaitedEvents.join(', ')}`),
              timeoutMinutes: Type.Integer({ minimum: 1, maximum: 527_040 }),
              onTimeout: Next,
            },
            strict,
          ),
        ),
      }),
      step('branch', {
        cases: Type.Array(
          Type.Object(
            {
              filter: Type.Optional(AnyObject),
              outcome: Type.Optional(oneOf(outcomes, 'must be an outcome')),
              goto: Key,
            },
            strict,
          ),
          { minItems: 1, maxItems: 10 },
        ),
      }),
      step('update', {
        addTags: Type.Optional(Type.Array(Text(64), { maxItems: 20 })),
        removeTags: Type.Optional(Type.Array(Text(64), { maxItems: 20 })),
        attributes: Type.Optional(AnyObject),
      }),
      step('split', {
        parts: Type.Array(Type.Object({ weight: Type.Integer({ minimum: 1, maximum: 1000 }), goto: Key }, strict), {
          minItems: 1,
          maxItems: 5,
        }),
      }),
      step('webhook', { name: Text(64) }),
      step('goal', { name: Text(64) }),
      step('exit', { reason: Type.Optional(Text(200)) }),
    ],
    { description: 'must be a step; docs/drips.md describes them' },
  ),
)

const given = {
  numberId: Id,
  triggers: Type.Array(Trigger, { maxItems: 10, description: 'must be what leads people in; none: the API alone' }),
  steps: Type.Array(Step, { maxItems: 100, description: 'must be the steps, in their order' }),
  exits: Type.Object(
    {
      reply: Type.Optional(
        Type.Union([on('any'), Type.Array(Text(100), { minItems: 1, maxItems: 50 })], {
          description: 'must be any, or words that end it',
        }),
      ),
      segmentId: Type.Optional(Id),
      maxAgeDays: Type.Optional(Type.Integer({ minimum: 1, maximum: 730 })),
    },
    { ...strict, description: 'must say what ends it for a person; an opt-out always does' },
  ),
  reentry: Type.Union(
    [
      Type.Object(
        { rule: oneOf(['never', 'after_exit', 'each_event'], 'must be never, after_exit or each_event') },
        strict,
      ),
      Type.Object({ rule: on('after_days'), days: Type.Integer({ minimum: 1, maximum: 3650 }) }, strict),
    ],
    { description: 'must say whether a person may come again' },
  ),
  openHours: Type.Unsafe<DripDefinition['openHours']>({
    type: ['object', 'null'],
    properties: { from: Time, to: Time, days: Days, timezone: Zone },
    required: ['from', 'to'],
    additionalProperties: false,
    description: 'must be local times at which messages may leave; null: any',
  }),
  maxMessages: nullable(Type.Integer({ minimum: 1, maximum: 100, description: 'must be 1 to 100; null: any number' })),
}

const Name = Text(200)
const { numberId, steps, ...others } = given
const optional = {
  triggers: Type.Optional(others.triggers),
  exits: Type.Optional(others.exits),
  reentry: Type.Optional(others.reentry),
  openHours: Type.Optional(others.openHours),
  maxMessages: Type.Optional(others.maxMessages),
}

const example = {
  name: 'Welcome',
  numberId: exampleId,
  triggers: [{ on: 'tag_added', tag: 'new' }],
  steps: [
    { key: 'hello', kind: 'send_template', template: { name: 'hello_world', language: 'en_US' } },
    { key: 'wait', kind: 'wait', minutes: 1440 },
    { key: 'done', kind: 'goal', name: 'welcomed' },
  ],
}

export const NewDripBody = Type.Object({ name: Name, numberId, steps, ...optional }, { ...strict, examples: [example] })
export const DripPatch = Type.Object(
  { name: Type.Optional(Name), numberId: Type.Optional(numberId), steps: Type.Optional(steps), ...optional },
  { ...strict, minProperties: 1, examples: [{ maxMessages: 5 }] },
)

/** Steps and triggers as they were given: an answer is not checked against each kind. */
const Stored = Type.Unsafe<readonly object[]>({ type: 'array', items: { type: 'object', additionalProperties: true } })

export const DripView = Type.Object(
  {
    id: Id,
    name: Type.String(),
    state: oneOf(dripStates, 'draft: nobody can enter. paused: people enter, and wait.'),
    version: Type.Integer({ description: 'That new people enter; 0: none was published.' }),
    hasUnpublishedChanges: Type.Boolean({
      description: 'Whether what is edited differs from the version that new people enter.',
    }),
    numberId: Id,
    triggers: Stored,
    steps: Stored,
    exits: AnyObject,
    reentry: AnyObject,
    openHours: given.openHours,
    maxMessages: nullable(Type.Integer()),
    createdAt: Type.String({ format: 'date-time' }),
    updatedAt: Type.String({ format: 'date-time' }),
  },
  { title: 'Drip' },
)

export const PublishDripBody = Type.Object(
  {
    migrate: Type.Optional(
      Type.Record(Type.String({ pattern: '^[a-z0-9_-]{1,64}$' }), Key, {
        maxProperties: 100,
        description: 'must be where people go who are at a step, by its key; {} moves everybody to the same step',
      }),
    ),
  },
  { ...strict, examples: [{ migrate: {} }] },
)

export const PublishedDripView = Type.Object({
  ...DripView.properties,
  migrated: Type.Integer({ description: 'People who were moved to the new version.' }),
})

export const EnrollBody = Type.Object(
  {
    contactIds: Type.Array(Id, { minItems: 1, maxItems: 1000, description: 'must be 1 to 1,000 ids of contacts' }),
    key: Type.String({
      minLength: 1,
      maxLength: 200,
      pattern: '^[^\\u0000\\ud800-\\udfff]*$',
      description: 'must name what led to it, such as an order: the same person enters once by it',
    }),
    vars: Type.Optional(
      Type.Record(
        Type.String({ pattern: '^[\\w -]{1,64}$' }),
        Type.String({ maxLength: 1024, pattern: '^[^\\u0000\\ud800-\\udfff]*$' }),
        {
          maxProperties: 50,
          description: 'must be values that bindings name as list.<name>',
        },
      ),
    ),
  },
  { ...strict, examples: [{ contactIds: [exampleId], key: 'order-1001', vars: { order: '1001' } }] },
)

export const EnrolledView = Type.Object({
  enrolled: Type.Array(Type.Object({ enrollmentId: Id, contactId: Id }), {
    description: 'Who entered; people whom the rule of the drip does not let in again are not there.',
  }),
})

export const EnrollmentView = Type.Object(
  {
    id: Id,
    version: Type.Integer(),
    contactId: Id,
    contactName: nullable(Type.String({ description: 'As it is now; null: none is known.' })),
    state: oneOf(enrollmentStates, 'Where the person stands.'),
    reason: nullable(oneOf(Object.keys(endReasons), 'Why it has ended.')),
    goal: NullableString,
    step: Type.String({ description: 'That is next, or that is being waited in.' }),
    dueAt: Type.String({ format: 'date-time' }),
    waitsFor: NullableString,
    sent: Type.Integer({ description: 'Messages so far.' }),
    lastOutcome: NullableString,
    enrolledAt: Type.String({ format: 'date-time' }),
    endedAt: NullableInstant,
  },
  { title: 'Enrollment' },
)

export const EnrollmentWithSteps = Type.Object({
  ...EnrollmentView.properties,
  steps: Type.Array(
    Type.Object({
      seq: Type.Integer(),
      version: Type.Integer(),
      step: Type.String(),
      kind: Type.String(),
      outcome: Type.String(),
      code: nullable(Type.Integer({ description: "Meta's, of a failure." })),
      messageId: nullable(Type.String({ format: 'uuid' })),
      at: Type.String({ format: 'date-time' }),
    }),
  ),
})

export const EnrollmentFilters = {
  state: Type.Optional(oneOf(enrollmentStates, 'must be a state of enrollments')),
  step: Type.Optional(Type.String({ maxLength: 64 })),
  contactId: Type.Optional(Id),
}

export const DripStatisticsView = Type.Object(
  {
    people: Type.Array(
      Type.Object({
        state: oneOf(enrollmentStates, 'Where they stand.'),
        reason: NullableString,
        step: nullable(Type.String({ description: 'Of those who are active: where they are.' })),
        count: Type.Integer(),
      }),
    ),
    steps: Type.Array(
      Type.Object({
        step: Type.String(),
        outcome: Type.String({ description: 'Of messages how far they have come; else what the step came to.' }),
        count: Type.Integer(),
      }),
    ),
  },
  {
    title: 'DripStatistics',
    examples: [
      {
        people: [{ state: 'active', reason: null, step: 'reminder', count: 12 }],
        steps: [{ step: 'welcome', outcome: 'delivered', count: 40 }],
      },
    ],
  },
)

export const EnrollmentParams = Type.Object({
  id: Type.String({ maxLength: 256, description: 'The id of the drip.' }),
  enrollmentId: Type.String({ maxLength: 256, description: 'The id of the enrollment.' }),
})
