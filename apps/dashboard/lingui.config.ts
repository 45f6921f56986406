import { defineConfig } from '@lingui/conf'
import { formatter } from '@lingui/format-po'

/** @public */
export default defineConfig({
  locales: ['en'],
  sourceLocale: 'en',
  fallbackLocales: {},
  catalogs: [{ path: '<rootDir>/locales/{locale}', include: ['<rootDir>/src'] }],
  format: formatter({ lineNumbers: false, origins: false }),
})
