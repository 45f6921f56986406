import { createOnboardingLink as create } from '@dawk/core/tenancy/partners/onboarding-links.ts'
import Type from 'typebox'
import { operation } from '#operations/operation.ts'
import { nullable, strict } from '#resources/schemas.ts'
import { Language } from '../../account-schemas.ts'
import { OnboardingLinkView, toLinkView } from './onboarding-schemas.ts'

const maxSeconds = 30 * 86_400

const Address = nullable(
  Type.String({
    maxLength: 2048,
    pattern: '^(https://|http://(localhost|127\\.0\\.0\\.1)[:/])[^\\s#]*$',
    description: 'must be an https address without a fragment, or http on this machine',
  }),
)

const NewLink = Type.Object(
  {
    expiresInSeconds: Type.Optional(Type.Integer({ minimum: 60, maximum: maxSeconds, default: 7 * 86_400 })),
    successUrl: Type.Optional(Address),
    failureUrl: Type.Optional(Address),
    state: Type.Optional(nullable(Type.String({ maxLength: 500, description: 'Comes back as it is.' }))),
    language: Type.Optional(Language),
  },
  { ...strict, examples: [{ successUrl: 'https://reseller.example/connected', state: 'shop-4711' }] },
)

export const createOnboardingLink = operation({
  route: 'POST /accounts/:id/onboarding-links',
  of: 'account',
  tag: 'Onboarding',
  scope: 'partner:write',
  summary: 'Create an onboarding link',
  description:
    'A page of this host on which your customer connects a number, once. Events say what came of it and, in the browser, ' +
    '`successUrl` with `account_id`, `state`, `status`, `waba_id` and `sig`: the hex HMAC-SHA256 of the query before it under `redirectSecret`.',
  body: NewLink,
  reply: {
    201: Type.Object({
      ...OnboardingLinkView.properties,
      url: Type.String({ description: 'Shown now and never again.' }),
      redirectSecret: Type.String({ description: 'Shown now and never again.' }),
    }),
  },
  async handle({ ctx, caller, id, body }) {
    const { expiresInSeconds = 7 * 86_400, successUrl = null, failureUrl = null, state = null, language = null } = body
    const settings = { expiresInSeconds, successUrl, failureUrl, state, language }
    const { link, token, redirectSecret } = await create(ctx.core, caller, id, settings)
    return { ...toLinkView(link), url: `${ctx.publicUrl()}/onboarding#${token}`, redirectSecret }
  },
})
