/**
 * Markets of Meta's rate cards: countries that have a price of their own, and regions for the rest.
 * Source: https://developers.facebook.com/docs/whatsapp/pricing (rate cards); the nine markets that left their regions on 2026-10-01
 * are Bangladesh, Iraq, Kazakhstan, Kuwait, Morocco, Nepal, Oman, Sri Lanka and Ukraine.
 */
const countryMarkets: Readonly<Record<string, string>> = {
  AE: 'United Arab Emirates',
  AR: 'Argentina',
  BD: 'Bangladesh',
  BR: 'Brazil',
  CL: 'Chile',
  CO: 'Colombia',
  DE: 'Germany',
  EG: 'Egypt',
  ES: 'Spain',
  FR: 'France',
  GB: 'United Kingdom',
  ID: 'Indonesia',
  IL: 'Israel',
  IN: 'India',
  IQ: 'Iraq',
  IT: 'Italy',
  KW: 'Kuwait',
  KZ: 'Kazakhstan',
  LK: 'Sri Lanka',
  MA: 'Morocco',
  MX: 'Mexico',
  MY: 'Malaysia',
  NG: 'Nigeria',
  NL: 'Netherlands',
  NP: 'Nepal',
  OM: 'Oman',
  PE: 'Peru',
  PK: 'Pakistan',
  RU: 'Russia',
  SA: 'Saudi Arabia',
  TR: 'Turkey',
  UA: 'Ukraine',
  ZA: 'South Africa',
}

const regions = {
  'North America': 'US CA',
  'Rest of Africa':
    'AO BF BI BJ BW CD CF CG CI CM CV DJ DZ EH ER ET GA GH GM GN GQ GW KE KM LR LS LY MG ML MR MU MW MZ NA NE RE RW SC SD SH SL SN SO SS ST SZ TD TG TN TZ UG YT ZM ZW EG MA NG ZA',
  'Rest of Asia-Pacific':
    'AF AS AU BN BT CC CK CN CX FJ FM GU HK JP KH KI KP KR LA MH MM MN MO MP MV NC NF NR NU NZ PF PG PH PN PW SB SG TH TJ TK TL TM TO TV TW UZ VN VU WF WS BD ID IN KZ LK MY NP PK',
  'Rest of Central & Eastern Europe': 'AL AM AZ BA BG BY CZ EE GE GR HR HU LT LV MD ME MK PL RO RS SI SK XK RU UA',
  'Rest of Western Europe':
    'AD AT AX BE CH CY DK FI FO GG GI GL IE IM IS JE LI LU MC MT NO PT SE SJ SM VA DE ES FR GB IT NL',
  'Rest of Latin America':
    'AG AI AW BB BL BM BO BQ BS BZ CR CU CW DM DO EC FK GD GF GP GT GY HN HT JM KN KY LC MF MQ MS NI PA PM PR PY SR SV SX TC TT UY VC VE VG VI AR BR CL CO MX PE',
  'Rest of Middle East': 'BH IR JO LB PS QA SY YE AE IL IQ KW OM SA TR',
} as const

const regionOf = new Map(
  Object.entries(regions).flatMap(([region, countries]) =>
    countries.split(' ').map((country) => [country, region] as const),
  ),
)

const otherMarket = 'Other'

/**
 * The names under which a price for the country may stand in a card, the nearest first: its own market, its region, `Other`.
 * `country` as in ISO 3166; null: it is not known.
 */
export function marketsOf(country: string | null): string[] {
  const own = countryMarkets[country ?? '']
  const region = regionOf.get(country ?? '')
  return [...(own ? [own] : []), ...(region ? [region] : []), otherMarket]
}

const known = new Set([...Object.values(countryMarkets), ...Object.keys(regions), otherMarket])

/** Whether a card may speak of it: a misspelt market would never be found. */
export const isMarket = (name: string): boolean => known.has(name)
