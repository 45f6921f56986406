import Type from 'typebox'
import { nullable, strict } from '#resources/schemas.ts'

const Time = Type.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$', description: 'must be a time of day as HH:MM' })
const Phrases = Type.Array(Type.String({ minLength: 1, maxLength: 100, pattern: '^[^\\u0000\\ud800-\\udfff]*$' }), {
  maxItems: 50,
  description: 'must be 50 phrases at most, each of 100 characters at most',
})
const oneOf = <const Values extends readonly string[]>(values: Values, description: string) =>
  Type.Unsafe<Values[number]>({ type: 'string', enum: [...values], description })

const settings = {
  marketingConsent: oneOf(
    ['opt_out', 'opt_in'],
    'must be opt_out (marketing goes to all who have not said stop) or opt_in (only to those who agreed)',
  ),
  blockedCountries: Type.Array(Type.String({ pattern: '^[A-Z]{2}$' }), {
    maxItems: 250,
    uniqueItems: true,
    description: 'must be ISO 3166 codes of countries that get no marketing, such as US',
  }),
  quietHours: Type.Unsafe<{ from: string; to: string } | null>({
    type: ['object', 'null'],
    properties: { from: Time, to: Time },
    required: ['from', 'to'],
    additionalProperties: false,
    description: 'must be the local times between which no marketing leaves; null: none',
  }),
  timeZone: Type.String({ maxLength: 64, description: 'must be an IANA time zone, such as Asia/Kolkata' }),
  caps: Type.Array(
    Type.Object(
      {
        max: Type.Integer({ minimum: 1, maximum: 100, description: 'must be 1 to 100' }),
        per: oneOf(['day', 'week', 'month'], 'must be day, week or month'),
        window: oneOf(['calendar', 'rolling'], 'must be calendar (of the person) or rolling (the time before)'),
      },
      strict,
    ),
    { maxItems: 6, description: 'must be six caps at most on the marketing messages of a person' },
  ),
  duplicateDays: nullable(
    Type.Integer({ minimum: 1, maximum: 30, description: 'must be 1 to 30 days; null: the same may be sent again' }),
  ),
  learnFromMeta: Type.Boolean({ description: 'Whether marketing waits after Meta held some back (131049).' }),
  templateTopics: Type.Record(
    Type.String({ pattern: '^[a-z0-9_]{1,512}$' }),
    Type.String({ pattern: '^[a-z][a-z0-9_]{0,63}$', description: 'must be the key of a topic, such as offers' }),
    { maxProperties: 1000, description: 'By the name of a template: the topic for which it is sent.' },
  ),
  stopsPerNumber: Type.Boolean({
    description: 'Whether a stop by keyword holds for the number that it was sent to alone, and not for every number.',
  }),
  keywords: Type.Object(
    { stop: Type.Optional(Phrases), start: Type.Optional(Phrases), agree: Type.Optional(Phrases) },
    { ...strict, description: 'must be phrases that are understood beside the keywords' },
  ),
  confirmation: nullable(
    Type.String({
      minLength: 1,
      maxLength: 1000,
      pattern: '^[^\\u0000\\ud800-\\udfff]*$',
      description: 'must be a text of 1,000 characters at most that answers an opt-out by keyword; null: none',
    }),
  ),
}

export const PolicyView = Type.Object(settings, {
  title: 'Policy',
  examples: [
    {
      marketingConsent: 'opt_out',
      blockedCountries: ['US'],
      quietHours: { from: '21:00', to: '09:00' },
      timeZone: 'Asia/Kolkata',
      caps: [{ max: 2, per: 'week', window: 'calendar' }],
      duplicateDays: null,
      learnFromMeta: true,
      templateTopics: { summer_offer: 'offers' },
      stopsPerNumber: false,
      keywords: { stop: ['no more'] },
      confirmation: 'You will get no more offers. Write START to get them again.',
    },
  ],
})

export const PolicyChange = Type.Object(
  {
    marketingConsent: Type.Optional(settings.marketingConsent),
    blockedCountries: Type.Optional(settings.blockedCountries),
    quietHours: Type.Optional(settings.quietHours),
    timeZone: Type.Optional(settings.timeZone),
    caps: Type.Optional(settings.caps),
    duplicateDays: Type.Optional(settings.duplicateDays),
    learnFromMeta: Type.Optional(settings.learnFromMeta),
    templateTopics: Type.Optional(settings.templateTopics),
    stopsPerNumber: Type.Optional(settings.stopsPerNumber),
    keywords: Type.Optional(settings.keywords),
    confirmation: Type.Optional(settings.confirmation),
  },
  {
    ...strict,
    minProperties: 1,
    examples: [
      {
        quietHours: { from: '21:00', to: '09:00' },
        timeZone: 'Asia/Kolkata',
        caps: [{ max: 2, per: 'week', window: 'calendar' }],
      },
    ],
  },
)
