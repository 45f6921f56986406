import { campaignStates, maxEntries } from '@dawk/core/engagement/campaigns/campaign.ts'
import { pauseReasons } from '@dawk/core/engagement/campaigns/pause-reasons.ts'
import Type from 'typebox'
import { AnyObject, Id, NullableInstant, nullable, strict } from '#resources/schemas.ts'
import { oneOf } from './conversation-schemas.ts'

const exampleId = '019f2c1e-6a3b-7c52-9d1e-2f40a1b2c3d4'
const Name = Type.String({ minLength: 1, maxLength: 200, pattern: '\\S', description: 'must have 1 to 200 characters' })
const Time = Type.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$', description: 'must be a time of day as HH:MM' })
const Ids = (what: string, maxItems: number) =>
  Type.Array(Id, { maxItems, description: `must be at most ${maxItems.toLocaleString('en')} ids of ${what}` })

const TemplateName = Type.Object(
  { name: Type.String({ minLength: 1, maxLength: 512 }), language: Type.String({ minLength: 2, maxLength: 16 }) },
  { ...strict, description: 'must name a template of the business account of the number' },
)

const Bindings = Type.Unsafe<Record<string, unknown>>({
  type: 'object',
  additionalProperties: true,
  description:
    'Values of the template in the shape of its contract. In each place stands a fixed text, or `{source, fallback?, transform?, max?, onMissing?}`; `source` is `contact.name`, `contact.attributes.<key>`, `list.<column>`, …',
})

const Audience = Type.Object(
  {
    segmentIds: Type.Optional(Ids('segments', 50)),
    filter: Type.Optional(AnyObject),
    contactIds: Type.Optional(Ids('contacts', 5000)),
    excludeSegmentIds: Type.Optional(Ids('segments', 50)),
  },
  { ...strict, description: 'Whom it goes to, together; each person once. Nobody of `excludeSegmentIds` gets it.' },
)

const ListEntry = Type.Object(
  {
    phone: Type.Optional(Type.String({ maxLength: 40 })),
    userId: Type.Optional(Type.String({ maxLength: 140 })),
    values: Type.Optional(
      Type.Unsafe<Record<string, string>>({
        type: 'object',
        maxProperties: 50,
        propertyNames: { maxLength: 64 },
        additionalProperties: { type: 'string', maxLength: 1024 },
        description: 'Values that bindings name as `list.<column>`.',
      }),
    ),
  },
  strict,
)

const Variant = Type.Object(
  {
    weight: Type.Integer({
      minimum: 1,
      maximum: 1000,
      description: 'must be 1 to 1,000: its share is this by the sum of all',
    }),
    template: Type.Optional(TemplateName),
    bindings: Type.Optional(Bindings),
  },
  strict,
)

const Schedule = Type.Object(
  {
    at: Type.String({
      maxLength: 40,
      description: 'must be an instant, or with `timezone` a local time as 2026-12-01T10:00',
    }),
    timezone: Type.Optional(
      Type.String({ maxLength: 64, description: 'must be an IANA time zone, or `contact` for that of each person' }),
    ),
    fallbackTimezone: Type.Optional(Type.String({ maxLength: 64 })),
    ifPassed: Type.Optional(
      oneOf(['send_now', 'skip'], 'must be send_now or skip: for people whose local time has passed'),
    ),
  },
  strict,
)
type ScheduleGiven = Type.Static<typeof Schedule>

const QuietHours = Type.Unsafe<{ from: string; to: string } | null>({
  type: ['object', 'null'],
  properties: { from: Time, to: Time },
  required: ['from', 'to'],
  additionalProperties: false,
  description: 'must be local times of each person between which nothing leaves; null: none',
})

const members = {
  numberId: Id,
  template: TemplateName,
  bindings: Bindings,
  audience: Audience,
  variants: Type.Array(Variant, {
    maxItems: 4,
    description: 'must be the further contents of an A/B test, four at most',
  }),
  weight: Type.Integer({
    minimum: 1,
    maximum: 1000,
    description: 'must be 1 to 1,000: the weight of the first content',
  }),
  holdoutPercent: Type.Integer({
    minimum: 0,
    maximum: 20,
    description: 'must be 0 to 20 percent of the people, who get nothing',
  }),
  schedule: Type.Unsafe<ScheduleGiven | null>({ ...Schedule, type: ['object', 'null'] }),
  maxPerMinute: nullable(
    Type.Integer({ minimum: 1, maximum: 60_000, description: 'must be 1 to 60,000; null: as fast as the number may' }),
  ),
  ramp: Type.Unsafe<{ percents: number[]; everyMinutes: number } | null>({
    type: ['object', 'null'],
    properties: {
      percents: { type: 'array', minItems: 1, maxItems: 10, items: { type: 'number', minimum: 0, maximum: 100 } },
      everyMinutes: { type: 'integer', minimum: 1, maximum: 1440 },
    },
    required: ['percents', 'everyMinutes'],
    additionalProperties: false,
    description: 'must be percents of the people after which it waits so many minutes, such as [1, 5, 20]',
  }),
  reservePercent: Type.Integer({
    minimum: 0,
    maximum: 90,
    description: 'must be 0 to 90 percent of the daily allowance, kept for other messages',
  }),
  quietHours: QuietHours,
  endsAt: nullable(
    Type.String({
      format: 'date-time',
      description: 'must be an instant after which nobody else is sent anything; null: none',
    }),
  ),
  latePolicy: Type.Object(
    {
      maxDelayMinutes: Type.Integer({ minimum: 1, maximum: 10_080 }),
      action: oneOf(['hold', 'send', 'cancel'], 'must be hold, send or cancel'),
    },
    { ...strict, description: 'must say what a start leads to that was missed by more' },
  ),
  breaker: Type.Object(
    { failPercent: Type.Integer({ minimum: 1, maximum: 100 }), window: Type.Integer({ minimum: 20, maximum: 10_000 }) },
    {
      ...strict,
      description: 'must be the share of the last so many outcomes that may fail with one code before it pauses',
    },
  ),
  attributionHours: Type.Integer({
    minimum: 1,
    maximum: 720,
    description: 'must be 1 to 720 hours in which an answer or an opt-out counts',
  }),
}

const List = Type.Array(ListEntry, {
  maxItems: maxEntries,
  description: `must be people, ${maxEntries.toLocaleString('en')} at most`,
})

const { numberId, template, ...others } = members
const optional = {
  bindings: Type.Optional(others.bindings),
  audience: Type.Optional(others.audience),
  variants: Type.Optional(others.variants),
  weight: Type.Optional(others.weight),
  holdoutPercent: Type.Optional(others.holdoutPercent),
  schedule: Type.Optional(others.schedule),
  maxPerMinute: Type.Optional(others.maxPerMinute),
  ramp: Type.Optional(others.ramp),
  reservePercent: Type.Optional(others.reservePercent),
  quietHours: Type.Optional(others.quietHours),
  endsAt: Type.Optional(others.endsAt),
  latePolicy: Type.Optional(others.latePolicy),
  breaker: Type.Optional(others.breaker),
  attributionHours: Type.Optional(others.attributionHours),
  list: Type.Optional(List),
}

const exampleBindings = { body: [{ source: 'contact.firstName', fallback: 'there' }] }

export const NewCampaignBody = Type.Object(
  { name: Name, numberId, template, ...optional },
  {
    ...strict,
    examples: [
      {
        name: 'Diwali offer',
        numberId: exampleId,
        template: { name: 'diwali_offer', language: 'en' },
        bindings: exampleBindings,
        audience: { segmentIds: [exampleId] },
        schedule: { at: '2026-12-01T10:00', timezone: 'contact', fallbackTimezone: 'Asia/Kolkata' },
      },
    ],
  },
)

export const CampaignPatch = Type.Object(
  { name: Type.Optional(Name), numberId: Type.Optional(numberId), template: Type.Optional(template), ...optional },
  { ...strict, minProperties: 1, examples: [{ maxPerMinute: 600 }] },
)

const states = oneOf(
  campaignStates,
  'paused: `pausedBy` says by what. canceling: those who waited are being taken out.',
)
const Counts = Type.Unsafe<Record<string, number>>({
  type: 'object',
  additionalProperties: { type: 'integer' },
  description: 'People by state, those that nobody is in left out; they add up to `planned`.',
})

export const CampaignView = Type.Object(
  {
    id: Id,
    name: Type.String(),
    state: states,
    pausedBy: nullable(Type.String({ description: `Who or what paused it: ${Object.keys(pauseReasons).join(', ')}.` })),
    reason: nullable(Type.String({ description: 'Of a pause or a failure, in words.' })),
    waitsFor: nullable(Type.String({ description: 'Why it waits as a whole: tier_exhausted, ramp or lane_paused.' })),
    waitsUntil: NullableInstant,
    parentId: nullable(Type.String({ format: 'uuid', description: 'The campaign to whose people it sends again.' })),
    planned: Type.Integer({ description: 'People in it, each once.' }),
    duplicates: Type.Integer({ description: 'How often somebody was in the audience once more.' }),
    counts: Counts,
    ...members,
    version: Type.Integer(),
    createdAt: Type.String({ format: 'date-time' }),
    updatedAt: Type.String({ format: 'date-time' }),
    launchedAt: NullableInstant,
    startsAt: NullableInstant,
    startedAt: NullableInstant,
    endedAt: NullableInstant,
  },
  { title: 'Campaign' },
)

export const PausedView = Type.Object({
  ...CampaignView.properties,
  recalled: Type.Integer({ description: 'People whose message was taken back before it left.' }),
})
export const CanceledView = Type.Object({
  ...CampaignView.properties,
  tooLate: Type.Integer({ description: 'People whose message was on its way.' }),
})
