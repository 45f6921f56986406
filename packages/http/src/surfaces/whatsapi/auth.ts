export { actorOf, principalOf } from '#auth/authentication.ts'

/** From one address; the page says so. */
export const registrationsPerMinute = 5
