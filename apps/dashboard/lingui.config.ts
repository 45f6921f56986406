import { defineConfig } from '@lingui/conf'
import { formatter } from '@lingui/format-po'

/** @public */
export default defineConfig({
  locales: ['en', 'es', 'pt-BR', 'hi', 'ar'],
  sourceLocale: 'en',
  fallbackLocales: {},
  catalogs: [{ path: '<rootDir>/locales/{locale}', include: ['<rootDir>/src'] }],
  format: formatter({ lineNumbers: false, origins: false }),
})
