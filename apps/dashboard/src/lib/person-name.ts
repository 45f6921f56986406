import { formatPhone } from '#lib/format.ts'

interface Person {
  name: string | null
  username: string | null
  phone: string | null
  userId: string | null
}

/** What a person is called, by the best that is known of them. */
export const personName = ({ name, username, phone, userId }: Person): string =>
  name ?? (username && `@${username}`) ?? (phone && formatPhone(phone)) ?? userId ?? '?'
