import {
  accessLevels,
  type ChildAccount,
  childStatuses,
  suspensionModes,
  walletModes,
} from '@dawk/core/tenancy/partners/child-account.ts'
import Type, { type Static } from 'typebox'
import { Id, Instant, NullableInstant, NullableString, nullable } from '#resources/schemas.ts'

const oneOf = <const Values extends readonly string[]>(values: Values, description: string) =>
  Type.Unsafe<Values[number]>({ type: 'string', enum: [...values], description })

export const AccountName = Type.String({
  minLength: 1,
  maxLength: 200,
  pattern: '\\S',
  description: 'must not be blank',
  examples: ['Asha Sarees'],
})
export const ExternalId = Type.String({
  pattern: '^[\\x21-\\x7e]{1,128}$',
  description: 'must be 1 to 128 printable ASCII characters without spaces, such as shop-4711',
  examples: ['shop-4711'],
})
export const Language = Type.String({
  pattern: '^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$',
  description: 'must be a BCP 47 language such as en or pt-BR',
  examples: ['en'],
})
export const Country = Type.String({
  pattern: '^[A-Z]{2}$',
  description: 'must be an ISO 3166 code such as IN',
  examples: ['IN'],
})
export const Timezone = Type.String({ minLength: 1, maxLength: 64, examples: ['Asia/Kolkata'] })
export const Tags = Type.Array(Type.String({ minLength: 1, maxLength: 64 }), {
  maxItems: 20,
  description: 'must be at most 20 words of 1 to 64 characters',
})
export const Metadata = Type.Unsafe<Record<string, string>>({
  type: 'object',
  additionalProperties: { type: 'string', maxLength: 500 },
  maxProperties: 50,
  description: 'must be at most 50 members, whose values are texts of at most 500 characters',
})
export const Status = oneOf(childStatuses, 'active, suspended, or closing: it will be erased at `closesAt`.')
export const Mode = oneOf(
  suspensionModes,
  'must be marketing (no marketing templates and no campaigns), sending (no messages), or all (no requests either)',
)

export const WalletModeName = oneOf(
  walletModes,
  'must be own, prepaid_by_partner (by transfers), pooled (from the wallet of the partner) or credit (which the partner grants)',
)

const SuspensionView = Type.Object({
  mode: Mode,
  suspendedBy: oneOf(['partner', 'operator', 'billing', 'meta'], 'Who alone may lift it.'),
  reason: Type.String(),
  messageToCustomer: NullableString,
  since: Instant,
})

export const AccountView = Type.Object(
  {
    id: Id,
    externalId: ExternalId,
    name: Type.String(),
    owner: Type.Object({ email: Type.String(), name: NullableString }),
    language: Language,
    country: Country,
    currency: Type.String({ examples: ['INR'] }),
    timezone: Timezone,
    status: Status,
    suspensions: Type.Array(SuspensionView, { description: 'The strongest first.' }),
    access: oneOf(
      accessLevels,
      'What the account lets its partner do within it: nothing, read, or all that its owner may. The account sets it.',
    ),
    walletMode: WalletModeName,
    tags: Type.Array(Type.String()),
    metadata: Metadata,
    closesAt: NullableInstant,
    createdAt: Instant,
    updatedAt: Instant,
  },
  { title: 'Account' },
)

export const toAccountView = (child: ChildAccount): Static<typeof AccountView> => ({
  id: child.id,
  externalId: child.externalId,
  name: child.name,
  owner: { email: child.email, name: child.ownerName },
  language: child.language,
  country: child.country,
  currency: child.currency,
  timezone: child.timezone,
  status: child.status,
  suspensions: child.suspensions.map(({ message, ...suspension }) => ({ ...suspension, messageToCustomer: message })),
  access: child.access,
  walletMode: child.walletMode,
  tags: [...child.tags],
  metadata: { ...child.metadata },
  closesAt: child.closingAt,
  createdAt: child.createdAt,
  updatedAt: child.updatedAt,
})

export const Invitation = nullable(
  Type.Object({
    email: Type.String(),
    link: Type.String({ description: 'By which the owner comes in. Shown now and never again.' }),
    expiresAt: Instant,
    mail: oneOf(['sent', 'failed', 'off'], 'Whether the link was mailed.'),
  }),
)
