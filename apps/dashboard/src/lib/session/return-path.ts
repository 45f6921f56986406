/** Where somebody is led after signing in: a page below `/app`, whatever the address says. @param path as the router has it */
export function safeReturnPath(path: unknown): string {
  if (typeof path !== 'string' || !/^\/[^/\\]/.test(path)) return '/app/'
  const { origin, pathname, search } = new URL(`/app${path}`, location.origin)
  const isPage = origin === location.origin && pathname.startsWith('/app/') && !pathname.startsWith('/app/sign-in')
  return isPage ? pathname + search : '/app/'
}
