import { graphVersion } from '@dawk/cloud-api/graph-transport.ts'

/** An id of Meta's or of ours, an upload session, or an edge of no node stands where the version should. */
const versionless =
  /^\/graph\/(?=(?:[0-9a-f-]{1,64}|app|debug_token|message_template_library|upload:[\w-]{1,64})(?:[/?]|$))/i

/** A path without a version means the default one, as at Meta. */
export const addVersion = (url: string): string => url.replace(versionless, `/graph/${graphVersion}/`)
