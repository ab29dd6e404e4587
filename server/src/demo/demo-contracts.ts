/** A made-up manufacturer: what the demo creates before it sends events. */
export type DemoContract = {
  readonly name: string
  readonly timeZone: string
  readonly catalogs: readonly Named[]
  readonly networks: readonly Named[]
  readonly sites: readonly Named[]
  /** E-mail domains of the manufacturer's own staff, whose actions are no leads. */
  readonly excludedDomains: readonly string[]
}
type Named = { readonly key: string; readonly name: string }

const networks = [
  { key: 'partnet', name: 'PartNet' },
  { key: 'cadhub', name: 'CADhub' },
]

/** The two manufacturers of the demo. Every catalog key has a product range in `product-ranges.ts`. */
export const demoContracts: readonly DemoContract[] = [
  {
    name: 'Acme Bearings',
    timeZone: 'Europe/Paris',
    catalogs: [
      { key: 'ball-bearings', name: 'Ball bearings' },
      { key: 'roller-bearings', name: 'Roller bearings' },
      { key: 'plain-bearings', name: 'Plain bearings and rings' },
      { key: 'bearing-housings', name: 'Bearing housings' },
      { key: 'linear-guides', name: 'Linear guides' },
      { key: 'ball-screws', name: 'Ball screws' },
      { key: 'linear-modules', name: 'Compact linear modules' },
    ],
    networks,
    sites: [
      { key: 'acme-bearings-com', name: 'acme-bearings.example' },
      { key: 'acme-shop', name: 'Acme online shop' },
    ],
    excludedDomains: ['acme-bearings.example'],
  },
  {
    name: 'Nordwind Pneumatik',
    timeZone: 'Europe/Berlin',
    catalogs: [
      { key: 'valves', name: 'Ventile' },
      { key: 'cylinders', name: 'Zylinder' },
      { key: 'sensors', name: 'Sensoren' },
      { key: 'air-preparation', name: 'Druckluftaufbereitung' },
      { key: 'fittings', name: 'Verschraubungen und Schläuche' },
      { key: 'grippers-vacuum', name: 'Greifer und Vakuum' },
      { key: 'electric-axes', name: 'Elektrische Achsen' },
    ],
    networks,
    sites: [{ key: 'nordwind-de', name: 'nordwind-pneumatik.example' }],
    excludedDomains: ['nordwind-pneumatik.example'],
  },
]
