import { graphVersion } from '@dawk/cloud-api/graph-transport.ts'

/** An id of Meta's or of ours, or an upload session, stands where the version should. */
const versionless = /^\/graph\/(?=(?:[0-9a-f-]{1,64}|app|upload:[\w-]{1,64})(?:[/?]|$))/i

/** A path without a version means the default one, as at Meta. */
export const addVersion = (url: string): string => url.replace(versionless, `/graph/${graphVersion}/`)
