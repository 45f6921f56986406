import type { OnboardingLink } from '@dawk/core/tenancy/partners/onboarding-store.ts'
import Type, { type Static } from 'typebox'
import { Id, Instant, NullableInstant, NullableString, nullable } from '#resources/schemas.ts'
import { Language } from '../../account-schemas.ts'

export const OnboardingLinkView = Type.Object(
  {
    id: Id,
    accountId: Id,
    status: Type.Unsafe<OnboardingLink['status']>({ type: 'string', enum: ['open', 'used', 'revoked', 'expired'] }),
    language: Language,
    successUrl: NullableString,
    failureUrl: NullableString,
    state: NullableString,
    numberId: nullable({ ...Id, description: 'That was connected by it.' }),
    openedAt: NullableInstant,
    usedAt: NullableInstant,
    createdAt: Instant,
    expiresAt: Instant,
  },
  { title: 'OnboardingLink' },
)

export const toLinkView = ({ partnerId: _, ...link }: OnboardingLink): Static<typeof OnboardingLinkView> => link

export const LinkParams = Type.Object({
  id: Type.String({ maxLength: 256, description: 'The id of the account.' }),
  linkId: Type.String({ maxLength: 256, description: 'The id of the link.' }),
})
