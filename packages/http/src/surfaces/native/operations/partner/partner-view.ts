import { accessLevels } from '@dawk/core/tenancy/partners/child-account.ts'
import type { OwnPartner } from '@dawk/core/tenancy/partners/own-partner.ts'
import Type, { type Static } from 'typebox'
import { Id, Instant, NullableString } from '#resources/schemas.ts'

export const Access = Type.Unsafe<(typeof accessLevels)[number]>({
  type: 'string',
  enum: [...accessLevels],
  description: 'must be none, read, or full: all that the owner may do, but for keys, members and this',
})

export const PartnerView = Type.Object(
  {
    partner: Type.Object({ id: Id, name: Type.String() }),
    externalId: Type.String({ description: "The partner's own name for the account." }),
    access: Access,
    suspensions: Type.Array(
      Type.Object({ mode: Type.String(), suspendedBy: Type.String(), message: NullableString, since: Instant }),
    ),
    since: Instant,
  },
  { title: 'OwnPartner' },
)

export const toPartnerView = ({ partner, child }: OwnPartner): Static<typeof PartnerView> => ({
  partner,
  externalId: child.externalId,
  access: child.access,
  suspensions: child.suspensions.map(({ mode, suspendedBy, message, since }) => ({
    mode,
    suspendedBy,
    message,
    since,
  })),
  since: child.createdAt,
})
