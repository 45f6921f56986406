import type { GraphErrorBody } from './error-policy.ts'

/** What Graph says of all that is not there, is another's, or cannot do what was asked. */
export function unknownObject(method: string, id: string): GraphErrorBody {
  const verb = method === 'HEAD' ? 'get' : method.toLowerCase()
  return {
    message: `Unsupported ${verb} request. Object with ID '${id}' does not exist, cannot be loaded due to missing permissions, or does not support this operation. Please read the Graph API documentation at https://developers.facebook.com/docs/graph-api`,
    type: 'GraphMethodException',
    code: 100,
    error_subcode: 33,
  }
}
