import { noteOpened, readOnboardingLink } from '@dawk/core/tenancy/partners/onboarding-links.ts'
import Type from 'typebox'
import { operation } from '#operations/operation.ts'
import { Instant, NullableString, strict } from '#resources/schemas.ts'
import { OnboardingToken } from './onboarding-token.ts'

export const openOnboarding = operation({
  route: 'POST /onboarding/open',
  tag: 'Partner',
  scope: 'open',
  refuses: ['not_found', 'conflict'],
  summary: 'Open an onboarding link',
  description: 'Which account a number will be connected to, and by whose wish. 409 when the link is over.',
  body: Type.Object(
    { token: OnboardingToken },
    { ...strict, examples: [{ token: 'kX3v9Qp0aZ7mTt4bYw1cUe6dRf5gSh2jLn8oPi_q-Ks' }] },
  ),
  reply: {
    200: Type.Object({
      accountName: Type.String(),
      partnerName: Type.String(),
      language: Type.String({ examples: ['en'] }),
      failureUrl: NullableString,
      expiresAt: Instant,
    }),
  },
  async handle({ ctx, body, reply }) {
    const link = await readOnboardingLink(ctx.core, body.token)
    await noteOpened(ctx.core, link)
    reply.header('cache-control', 'no-store')
    const { accountName, partnerName, language, failureUrl, expiresAt } = link
    return { accountName, partnerName, language, failureUrl, expiresAt }
  },
})
