/**
 * The servers that a URL names, each as a URL of its own. As in libpq a URL may name several, `postgres://user@one:5432,two:5432/dawk`:
 * a primary and the standbys that may take its place. Null: it is no URL of a PostgreSQL.
 */
export function splitHosts(url: string): string[] | null {
  const parts = /^(postgres(?:ql)?:\/\/(?:[^@/?]*@)?)([^/?]*)(.*)$/.exec(url)
  if (parts === null) return null
  const [, before = '', hosts = '', after = ''] = parts
  const urls = hosts.split(',').map((host) => before + host + withoutTarget(after))
  return urls.every((each) => URL.canParse(each)) ? urls : null
}

/** Dawk writes, so it goes to the server that takes writes, whatever the URL says. */
const withoutTarget = (rest: string) =>
  rest.replace(/([?&])target_session_attrs=[^&]*(&|$)/, (_, first, last) => (last === '' ? '' : first))

export interface Hosts {
  count: number
  /** Where the next connection goes. */
  current(): string
  /** That server could not be reached, or takes no writes. */
  next(): void
}

export function createHosts(url: string): Hosts {
  const urls = splitHosts(url) ?? [url]
  let at = 0
  return {
    count: urls.length,
    current: () => urls[at % urls.length] ?? url,
    next: () => {
      at += 1
    },
  }
}
