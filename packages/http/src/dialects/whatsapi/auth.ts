export { actorOf, principalOf } from '../../authentication.ts'

/** From one address; the page says so. */
export const registrationsPerMinute = 5
