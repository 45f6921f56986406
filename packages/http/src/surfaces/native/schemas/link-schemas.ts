import Type from 'typebox'
import { nullable, strict } from '#resources/schemas.ts'

const settings = {
  baseUrl: nullable(
    Type.String({
      maxLength: 200,
      description:
        'must be an origin that leads to this gateway, such as https://go.example.com; null: that of the gateway',
    }),
  ),
  allowedDomains: Type.Array(
    Type.String({
      pattern: '^[a-z0-9-]+(\\.[a-z0-9-]+)+$',
      maxLength: 253,
      description: 'must be a domain such as example.com',
    }),
    { maxItems: 100, description: 'must be domains to which links may lead, with their subdomains; none: anywhere' },
  ),
  utm: Type.Record(
    Type.String({ pattern: '^[A-Za-z0-9_-]{1,40}$' }),
    Type.String({ minLength: 1, maxLength: 100, pattern: '^[^\\u0000\\ud800-\\udfff]*$' }),
    { maxProperties: 10, description: 'must be parameters that are added to each target, such as utm_source' },
  ),
  expiresDays: Type.Integer({ minimum: 1, maximum: 3650, description: 'must be 1 to 3,650 days; 365 unless set' }),
}

export const LinkSettingsPatch = Type.Object(
  {
    baseUrl: Type.Optional(settings.baseUrl),
    allowedDomains: Type.Optional(settings.allowedDomains),
    utm: Type.Optional(settings.utm),
    expiresDays: Type.Optional(settings.expiresDays),
  },
  { ...strict, minProperties: 1, examples: [{ utm: { utm_source: 'whatsapp' } }] },
)

export const LinkSettingsView = Type.Object(
  {
    ...settings,
    buttonUrl: Type.String({ description: 'The address of a button that is to carry a short link.' }),
  },
  {
    title: 'LinkSettings',
    examples: [
      {
        baseUrl: 'https://go.example.com',
        allowedDomains: ['example.com'],
        utm: { utm_source: 'whatsapp' },
        expiresDays: 365,
        buttonUrl: 'https://go.example.com/l/{{1}}',
      },
    ],
  },
)
