import { SelectField } from '@dawk/ui/controls/fields.tsx'
import { Grid } from '@dawk/ui/layout/layout.tsx'
import { type ColorScheme, useColorScheme } from '@dawk/ui/theme.tsx'
import { i18n } from '@lingui/core'
import { useLingui } from '@lingui/react/macro'
import { chooseLanguage, languages } from '#lib/i18n.ts'

/** Colours and language, kept by this browser. */
export function Appearance() {
  const { t } = useLingui()
  const [scheme, setScheme] = useColorScheme()
  return (
    <Grid cell="m">
      <SelectField<ColorScheme>
        label={t`Colours`}
        hint={t`Kept by this browser.`}
        value={scheme}
        options={[
          { value: 'auto', label: t`As the system has them` },
          { value: 'light', label: t`Light` },
          { value: 'dark', label: t`Dark` },
        ]}
        onChange={setScheme}
      />
      <SelectField
        label={t`Language`}
        hint={t`Kept by this browser.`}
        value={i18n.locale}
        options={Object.entries(languages).map(([value, { name }]) => ({ value, label: name }))}
        onChange={chooseLanguage}
      />
    </Grid>
  )
}
