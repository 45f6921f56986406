import Type from 'typebox'
import { Id, NullableInstant, strict } from '#resources/schemas.ts'
import { ContactListView } from './contact-schemas.ts'
import { oneOf } from './conversation-schemas.ts'

/** Checked by core, which knows the attributes and names every problem. */
const Filter = Type.Unsafe<Record<string, unknown>>({
  type: 'object',
  additionalProperties: true,
  description:
    '`{"all": […]}`, `{"any": […]}`, `{"not": …}`, or a condition with `field`, `op` and `value`; at most 5 levels and 50 conditions. docs/contacts.md has the fields and operators.',
})

const Name = Type.String({ minLength: 1, maxLength: 100, pattern: '\\S', description: 'must have 1 to 100 characters' })

const Followed = Type.Boolean({
  description:
    'Whether `segment.entered` and `segment.left` are told. Its members are then stored; who is in it when that begins, or when its filter changes, is not told.',
})

export const NewSegment = Type.Object(
  { name: Name, filter: Type.Optional(Filter), followed: Type.Optional(Followed) },
  {
    ...strict,
    examples: [
      { name: 'Quiet VIPs of Pune', filter: { field: 'country', op: 'in', value: ['IN'] } },
      { name: 'Friday list' },
    ],
  },
)

export const SegmentPatch = Type.Object(
  { name: Type.Optional(Name), filter: Type.Optional(Filter), followed: Type.Optional(Followed) },
  { ...strict, minProperties: 1, examples: [{ name: 'Quiet VIPs' }] },
)

export const SegmentView = Type.Object(
  {
    id: Id,
    name: Type.String(),
    kind: oneOf(['dynamic', 'static'], 'dynamic: whoever the filter finds when asked. static: a list.'),
    filter: Type.Unsafe<unknown>({ type: ['object', 'null'], additionalProperties: true }),
    revision: Type.Integer({ description: 'Counts the changes of the filter.' }),
    followed: Followed,
    followedSince: NullableInstant,
    createdAt: Type.String({ format: 'date-time' }),
    updatedAt: Type.String({ format: 'date-time' }),
  },
  { title: 'Segment' },
)

export const PreviewBody = Type.Object(
  { filter: Filter },
  { ...strict, examples: [{ filter: { field: 'name', op: 'exists' } }] },
)

export const PreviewView = Type.Object({
  count: Type.Integer(),
  countIsExact: Type.Boolean({ description: 'false: counting took more than two seconds, and this is an estimate.' }),
  sample: Type.Unsafe<readonly unknown[]>({ type: 'array', items: ContactListView, description: 'Up to ten of them.' }),
  explain: Type.Unsafe<readonly { path: string; matches: number; isExact: boolean }[]>({
    type: 'array',
    items: Type.Object({ path: Type.String(), matches: Type.Integer(), isExact: Type.Boolean() }),
    description: 'How many each condition finds by itself, by its place: `filter.all.0`.',
  }),
})

export const SearchBody = Type.Object(
  {
    filter: Filter,
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, description: 'must be 1 to 100; 50 unless given' })),
    cursor: Type.Optional(
      Type.String({ maxLength: 2048, description: 'must be `nextCursor` of the page before, with the same filter' }),
    ),
  },
  {
    ...strict,
    examples: [{ filter: { field: 'createdAt', op: 'in_last', value: { n: 7, unit: 'days' } }, limit: 20 }],
  },
)

const Ids = Type.Array(Id, { maxItems: 1000, description: 'must be at most 1,000 ids of contacts' })

export const MembersBody = Type.Object(
  { add: Type.Optional(Ids), remove: Type.Optional(Ids) },
  { ...strict, minProperties: 1, examples: [{ add: ['019f2c1e-6a3b-7c52-9d1e-2f40a1b2c3d4'] }] },
)
export const MembersView = Type.Object(
  { added: Type.Integer(), removed: Type.Integer() },
  { examples: [{ added: 2, removed: 0 }] },
)
