/** The oldest version of Graph that lives: v20.0 ended on 24 September 2026. */
const oldest = 21
/** The newest one. */
const newest = 27

/** Graph serves a version that has ended as the oldest that lives. Null: there is no such version yet. */
export function servedVersion(version: string | undefined): string | null {
  if (version === undefined) return 'v23.0' // the version of the app, where a path names none
  const major = Number(/^v(\d+)/.exec(version)?.[1])
  return major > newest ? null : `v${Math.max(oldest, major)}.0`
}
